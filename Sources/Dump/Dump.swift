import Bytes
import Files
import SQLite

/// What a CRM exported: a folder of CSV and JSON files and of mail, a SQLite file, or a PostgreSQL database.
public final class Dump {
  /// The path of the folder or file, or the database's address.
  public let path: String
  let options: [String: TableOptions]
  private let store: Store

  /// Where the tables are.
  private enum Store {
    case folder
    case sqlite(Database)
    case postgres(PostgresDump)
  }

  /// Opens the dump at `path`, without reading its tables.
  public init(path: String, tables options: [String: TableOptions] = [:]) throws(DumpError) {
    self.path = path
    self.options = options
    store = try Dump.isFolder(path) ? .folder : .sqlite(Dump.openDatabase(path))
  }

  /// Connects to a PostgreSQL database and takes a snapshot of it, which all sources of this dump see.
  public init(postgres address: PostgresAddress) throws(DumpError) {
    path = address.name
    options = [:]
    store = .postgres(try PostgresDump(address))
  }

  private static func isFolder(_ path: String) throws(DumpError) -> Bool {
    do {
      return try FileStatus.of(path).kind == .folder
    } catch {
      if error.isNotFound {
        throw DumpError(
          .notFound, path: path, problem: "the dump is not there",
          fix: "Check dump.path in the configuration, and that the CRM's export ran")
      }
      throw DumpError(error, path: path)
    }
  }

  private static func openDatabase(_ path: String) throws(DumpError) -> Database {
    do throws(SQLiteError) {
      let database = try Database(path: path, .readOnly)
      // A file that is no database is found out by its first use.
      _ = try database.prepare("SELECT count(*) FROM sqlite_schema")
      return database
    } catch {
      throw error.isDamaged
        ? DumpError(
          .malformed, path: path, problem: "this is neither a folder nor a SQLite database",
          fix: "Point dump.path at the folder that holds the tables' files") : DumpError(error)
    }
  }

  /// The names of the tables that are there.
  public func tables() throws(DumpError) -> [String] {
    switch store {
    case .folder: try TableFiles.tables(in: path)
    case .sqlite(let database): try tables(of: database)
    case .postgres(let database): try database.tables()
    }
  }

  private func tables(of database: Database) throws(DumpError) -> [String] {
    let source = try SQLiteRecordSource(
      database,
      sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name",
      path: path)
    var names: [String] = []
    var record = Record()
    while case .record = try source.next(into: &record) { names.append(String(repairing: record[0])) }
    return names
  }

  /// Opens one table for reading from its first record.
  public func source(table: String) throws(DumpError) -> any RecordSource {
    switch store {
    case .folder: try folderSource(table)
    case .sqlite(let database): try source(table, of: database)
    case .postgres(let database): try database.source(table: table)
    }
  }

  private func source(_ table: String, of database: Database) throws(DumpError) -> any RecordSource {
    let names = try tables(of: database)
    guard names.contains(table) else {
      throw DumpError(
        .noTable, path: path, problem: "the database has no table \"\(table)\"",
        fix: nearestName(to: table, among: names).map { "Did you mean \"\($0)\"? Correct it in the configuration" }
          ?? "It has: \(names.prefix(20).joined(separator: ", ")). Correct the name in the configuration")
    }
    return try SQLiteRecordSource(database, sql: "SELECT * FROM \(quoted(table))", path: path)
  }

  private func folderSource(_ table: String) throws(DumpError) -> any RecordSource {
    let options = options[table] ?? TableOptions()
    let files = try TableFiles.find(table, in: path, options)
    switch files.format {
    case .eml, .mbox: return try MailSource(files)
    case .csv, .jsonl, .json: return try PartedSource(files, options)
    }
  }
}

extension Dump {
  /// Opens files outside any dump as one table, such as a file of rejects that was mended.
  public static func source(
    files paths: [String], format: TableFormat = .csv, options: TableOptions = TableOptions()
  ) throws(DumpError) -> any RecordSource {
    let files = TableFiles(paths: paths, format: format)
    return switch format {
    case .csv, .jsonl, .json: try PartedSource(files, options)
    case .eml, .mbox: try MailSource(files)
    }
  }

  /// The messages that stand in a folder as files of their own, which make it a table; none where there are no such files.
  public static func mails(in folder: String) -> [String] { TableFiles.mails(in: folder)?.paths ?? [] }

  /// Whether a file's name is that of a message, compressed or not.
  public static func isMail(_ name: String) -> Bool { TableFiles.isMail(name) }

  /// How a table's file is written, by its name's ending, compressed or not; nil for names of no table.
  public static func format(ofFile name: String) -> TableFormat? {
    name.hasPrefix(".") ? nil : TableFiles.known(name)
  }

  /// A table's name as a query over this dump writes it.
  public func sqlName(of table: String) -> String {
    guard case .postgres = store else { return quoted(table) }
    // Tables outside the search path are named with their schema.
    return table.split(separator: ".", maxSplits: 1).map { quoted(String($0)) }.joined(separator: ".")
  }

  /// Opens the result of a query: run in place on a database, over tables loaded into SQLite on a folder.
  public func source(query: String) throws(DumpError) -> any RecordSource {
    switch store {
    case .folder: try QuerySource(self, sql: query)
    case .sqlite(let database): try SQLiteRecordSource(database, sql: query, path: path)
    case .postgres(let database): try database.source(query: query)
    }
  }
}
