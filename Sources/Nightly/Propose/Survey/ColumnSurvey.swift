import Bytes
import Dump

/// A column as its first values show it.
struct ColumnSurvey {
  /// The column's name as the source has it.
  let name: String
  /// The name in lower-case words, as in `agent id` for `agentId`, `AGENT_ID` and `Agent ID`.
  let words: String
  /// The words without those of the table's own name in front: `id` for `call_id` of `calls`.
  let bareWords: String
  /// The first values, empty ones too.
  private(set) var values: [String] = []
  /// Whether the source says that its values are true or false.
  private(set) var isBoolean = false

  init(name: String, table: String) {
    self.name = name
    words = ColumnSurvey.words(name)
    let owner =
      ColumnSurvey.words(table).split(separator: " ").last.map { $0.hasSuffix("s") ? $0.dropLast() : $0 } ?? ""
    bareWords = words.hasPrefix("\(owner) ") ? String(words.dropFirst(owner.count + 1)) : words
  }

  mutating func add(_ value: String, _ kind: Record.ValueKind) {
    values.append(value)
    if kind == .boolean { isBoolean = true }
  }

  /// Whether the column has this name, also where nothing parts its words (`callid`), as PostgreSQL has them.
  func isNamed(_ name: String) -> Bool {
    words == name || words.filter { $0 != " " } == name.filter { $0 != " " }
  }

  /// The values that are there.
  var present: [String] { values.filter { !$0.isEmpty } }

  /// Different values, each once.
  var distinct: Set<String> { Set(present) }

  /// Whether there are values and at least three of four of them are as asked: a dump has its broken rows.
  func mostly(_ test: (String) -> Bool) -> Bool {
    let present = present
    return !present.isEmpty && present.count(where: test) * 4 >= present.count * 3
  }

  /// A name in lower-case words: split at what is no letter or digit, and before capitals.
  static func words(_ name: String) -> String {
    var words = ""
    var wasLower = false
    for character in name {
      guard character.isLetter || character.isNumber else {
        words += " "
        wasLower = false
        continue
      }
      if character.isUppercase, wasLower { words += " " }
      wasLower = character.isLowercase || character.isNumber
      words += character.lowercased()
    }
    return words.split(separator: " ").joined(separator: " ")
  }
}
