import Bytes
import Dump
import Schema

/// Files of results that belong into one table, as their names tell, and what is found of its columns.
struct ResultTable {
  /// The table's name: the words of the files' names without what differs from day to day.
  let name: String
  /// The files that can be read to their end.
  private(set) var files: [ResultFile] = []
  private var names: [String] = []
  private var places: [String: Int] = [:]
  private var guesses: [TypeGuess] = []

  /// More columns than this no table of SQLite has.
  static let mostColumns = 1_999

  init(name: String) {
    self.name = name
  }

  /// The table's name for a file's path: `scores` for `scores-2026-06-01_part2.csv.gz`.
  static func name(for path: String) -> String {
    let parts = path.split(separator: "/")
    for part in [parts.last, parts.dropLast().last] {
      let stem = part?.drop { $0 == "." }.prefix { $0 != "." } ?? ""
      let words = stem.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.allSatisfy(\.isLetter) }
      // SQLite keeps names that begin with sqlite_ for itself.
      if !words.isEmpty { return ((words.first == "sqlite" ? ["results"] : []) + words).joined(separator: "_") }
    }
    return "results"
  }

  /// Takes a file's columns and the types of its values in.
  mutating func add(_ file: ResultFile, _ columns: [(name: String, guess: TypeGuess)]) {
    files.append(file)
    for column in columns { join(column.name, column.guess) }
  }

  private mutating func join(_ name: String, _ guess: TypeGuess) {
    if let place = places[name] {
      guesses[place].join(guess)
    } else {
      places[name] = names.count
      names.append(name)
      guesses.append(guess)
    }
  }

  /// How many columns there would be with these.
  func count(with columns: [String]) -> Int {
    names.count + Set(columns).subtracting(places.keys).count
  }

  /// The place of a column; it is one that was added.
  func place(_ column: String) -> Int { places[column] ?? 0 }

  /// The types by place.
  var types: [ResultType] { guesses.map(\.type) }

  /// The columns' names in the output, no two alike where case does not count, and behind them the file's name.
  func labels(dots: Bool) -> [String] {
    var taken: Set<String> = []
    return (names + ["source_file"]).enumerated().map { number, name in
      let plain = name.isEmpty ? "column_\(number + 1)" : dots ? name : name.replacing(".", with: "_")
      var label = plain
      var copy = 2
      while !taken.insert(label.lowercased()).inserted {
        label = "\(plain)_\(copy)"
        copy += 1
      }
      return label
    }
  }
}

/// A file of results.
struct ResultFile {
  let path: String
  /// Its path below the one that was given.
  let place: String
  let format: TableFormat

  /// The error of a file that was whole when it was read first.
  func changed(_ reason: String) -> DumpError {
    DumpError(
      .changed, path: path, problem: "the file changed while it was read: \(reason)",
      fix: "Import it again when nobody writes to it")
  }
}
