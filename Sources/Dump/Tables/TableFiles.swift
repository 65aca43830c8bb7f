import Files

/// The files of one table in a folder, in the order in which they are read.
struct TableFiles: Hashable {
  /// Their paths.
  var paths: [String]
  /// How they are written.
  var format: TableFormat

  /// The endings by which a table's file is known, before an ending of compression.
  static let endings: [(ending: String, format: TableFormat)] = [
    (".csv", .csv), (".tsv", .csv), (".txt", .csv), (".jsonl", .jsonl), (".ndjson", .jsonl), (".json", .json),
    (".mbox", .mbox),
  ]
  private static let compressions = ["", ".gz", ".zst"]

  /// Finds the files of `table` below `folder`.
  static func find(_ table: String, in folder: String, _ options: TableOptions) throws(DumpError) -> TableFiles {
    if let pattern = options.file { return try find(table, pattern: pattern, in: folder, options) }
    let (place, name) = split("\(folder)/\(table)")
    let names: [String]
    do { names = try Folder.names(in: place) } catch { throw DumpError(error, path: place) }
    var found = names.filter { $0 == name && known($0) != nil }
    if found.isEmpty { found = names.filter { tableName($0) == name } }
    if found.count > 1 {
      throw DumpError(
        .noTable, path: place, problem: "the table \"\(table)\" could be \(found.joined(separator: " or "))",
        fix: "Say which with dump.tables.\(table).file")
    }
    if found.isEmpty { found = names.filter { isPart($0, of: name) } }
    if found.isEmpty, names.contains(name), let mails = mails(in: "\(place)/\(name)") { return mails }
    guard let format = options.format ?? found.first.flatMap(known) else { throw noTable(table, place, names) }
    return TableFiles(paths: found.map { "\(place)/\($0)" }, format: format)
  }

  private static func find(
    _ table: String, pattern: String, in folder: String, _ options: TableOptions
  ) throws(DumpError) -> TableFiles {
    let (place, wanted) = split(pattern.hasPrefix("/") ? pattern : "\(folder)/\(pattern)")
    let names: [String]
    do { names = try Folder.names(in: place) } catch { throw DumpError(error, path: place) }
    let found = names.filter { matches(Array($0.utf8)[...], Array(wanted.utf8)[...]) }
    guard let first = found.first else {
      throw DumpError(
        .notFound, path: "\(place)/\(wanted)", problem: "no file of the table \"\(table)\" is there",
        fix: "Check dump.tables.\(table).file, and that the dump was made")
    }
    return TableFiles(
      paths: found.map { "\(place)/\($0)" }, format: options.format ?? known(first) ?? (isMail(first) ? .eml : .csv))
  }

  /// The tables that a folder's files look like.
  static func tables(in folder: String) throws(DumpError) -> [String] {
    do throws(SystemError) {
      var tables: [String] = []
      for name in try Folder.names(in: folder) {
        let table = tableName(name) ?? (mails(in: "\(folder)/\(name)") == nil ? nil : name)
        if let table, !tables.contains(table) { tables.append(table) }
      }
      return tables
    } catch {
      throw DumpError(error, path: folder)
    }
  }

  /// A folder's messages, one a file; nil where it holds none.
  static func mails(in folder: String) -> TableFiles? {
    guard let names = try? Folder.names(in: folder) else { return nil }
    let mails = names.filter { isMail($0) }
    return mails.isEmpty ? nil : TableFiles(paths: mails.map { "\(folder)/\($0)" }, format: .eml)
  }

  static func isMail(_ name: String) -> Bool {
    !name.hasPrefix(".") && compressions.contains { name.lowercased().hasSuffix(".eml" + $0) }
  }

  private static func noTable(_ table: String, _ folder: String, _ names: [String]) -> DumpError {
    let tables = names.compactMap(tableName)
    let there = tables.isEmpty ? "It holds no tables at all" : "It has: \(tables.prefix(20).joined(separator: ", "))"
    return DumpError(
      .noTable, path: "\(folder)/\(table).csv", problem: "the dump has no table \"\(table)\"",
      fix: "\(there). Correct the name, or say where its file is with dump.tables.\(table).file")
  }

  /// The format that a file's name tells, or nil.
  static func known(_ name: String) -> TableFormat? {
    for compression in compressions where name.hasSuffix(compression) {
      let bare = name.dropLast(compression.count)
      for known in endings where bare.lowercased().hasSuffix(known.ending) { return known.format }
    }
    return nil
  }

  /// A file's name without its endings, or nil where it is no table's; hidden files are none.
  private static func tableName(_ name: String) -> String? {
    if name.hasPrefix(".") { return nil }
    for compression in compressions where name.hasSuffix(compression) {
      let bare = name.dropLast(compression.count)
      for known in endings where bare.lowercased().hasSuffix(known.ending) {
        return String(bare.dropLast(known.ending.count))
      }
    }
    return nil
  }

  /// Whether a file is `calls-….csv` or `calls_….csv` for the table `calls`, something with a digit in between.
  private static func isPart(_ name: String, of table: String) -> Bool {
    guard let bare = tableName(name), bare.hasPrefix(table) else { return false }
    let rest = bare.dropFirst(table.count)
    guard let first = rest.first, first == "-" || first == "_" || first == "." else { return false }
    return rest.contains { $0.isNumber }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    return (
      slash == path.utf8.startIndex ? "/" : String(path[..<slash]), String(path[path.utf8.index(after: slash)...])
    )
  }

  /// Whether `name` fits a pattern in which `*` stands for any bytes.
  static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var (at, want) = (name.startIndex, pattern.startIndex)
    var star: (at: Int, want: Int)?
    while at < name.endIndex {
      if want < pattern.endIndex, pattern[want] == UInt8(ascii: "*") {
        star = (at, want)
        want += 1
      } else if want < pattern.endIndex, pattern[want] == name[at] {
        at += 1
        want += 1
      } else if let back = star {
        star = (back.at + 1, back.want)
        (at, want) = (back.at + 1, back.want + 1)
      } else {
        return false
      }
    }
    return pattern[want...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
