import Bytes
import SQLite

/// The result of SQL over the tables of a folder: those that it uses, and of these the columns that it uses, are loaded
/// into a temporary SQLite database first.
///
/// Values of CSV files are text there, as nobody may guess that `007` is a number; SQL says `CAST(… AS INTEGER)` where it
/// means one. Rows that their files show as broken never reach the query: they come as broken records before its result.
final class QuerySource: RecordSource {
  let columns: [String]
  let files: [String]
  private let result: SQLiteRecordSource
  private var broken: ArraySlice<BrokenRow> = []

  /// A row that its file shows as broken, as `Record.store` keeps it.
  private struct BrokenRow {
    var stored: [UInt8]
    var fault: RecordFault
    /// The number that the file has among those of the query.
    var file: Int
    /// For each column of the result its number in the row.
    var order: [Int?]
  }

  init(_ dump: Dump, sql: String) throws(DumpError) {
    let database: Database
    do throws(SQLiteError) {
      database = try Database(path: "", .temporary)
      // Nothing in it has to survive, so nothing waits for the disk; what does not fit into 32 MB of cache is spilled.
      try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768")
    } catch {
      throw DumpError(error)
    }
    let tables = try QueryTables(sql, dump, database)
    result = try SQLiteRecordSource(database, sql: sql, path: "the query")
    columns = result.columns
    var files = ["the query"]
    var broken: [BrokenRow] = []
    for name in tables.names {
      let source = try dump.source(table: name)
      let order = columns.map { source.column($0) }
      let first = files.count
      try tables.load(name, source) { record, fault in
        var stored = ByteBuffer(capacity: record.byteCount + 256)
        record.store(to: &stored)
        broken.append(
          BrokenRow(stored: stored.span.array(), fault: fault, file: first + record.file, order: order))
      }
      files += source.files
    }
    self.files = files
    self.broken = broken[...]
  }

  func next(into record: inout Record) throws(DumpError) -> RecordOutcome {
    guard let row = broken.popFirst() else { return try result.next(into: &record) }
    var stored = Record()
    guard stored.restore(from: row.stored.span) else {
      throw DumpError(.malformed, path: "the query", problem: "a broken row was not kept", fix: "Report this")
    }
    record.begin(file: row.file, line: stored.line)
    for column in row.order {
      if let column { record.append(stored[column], stored.kind(column)) } else { record.appendMissing() }
    }
    return .broken(row.fault)
  }
}

/// The tables of a folder dump that a query uses, declared in a database with the columns that it uses.
private struct QueryTables {
  private let database: Database
  private var columns: [String: [String]] = [:]

  /// The tables' names, sorted.
  var names: [String] { columns.keys.sorted() }

  /// Declares what SQLite says is missing, until it can compile the query, and then only what it reads.
  init(_ sql: String, _ dump: Dump, _ database: Database) throws(DumpError) {
    self.database = database
    while true {
      do throws(SQLiteError) {
        let used = try database.columnsRead(by: sql)
        for name in names {
          let read = Set(used.filter { $0.table == name }.map(\.column))
          let all = columns[name] ?? []
          let kept = all.filter(read.contains)
          columns[name] = kept.isEmpty ? Array(all.prefix(1)) : kept
          try database.execute("DROP TABLE \(quoted(name))")
          try declare(name)
        }
        return
      } catch {
        let prefix = "no such table: "
        guard error.message.hasPrefix(prefix) else { throw DumpError(error) }
        var name = String(error.message.dropFirst(prefix.count))
        if name.hasPrefix("main.") { name = String(name.dropFirst(5)) }
        guard columns[name] == nil else { throw DumpError(error) }
        columns[name] = try dump.source(table: name).columns
        do { try declare(name) } catch { throw DumpError(error) }
      }
    }
  }

  /// Columns have no type, so that values stay as they are written.
  private func declare(_ name: String) throws(SQLiteError) {
    let list = (columns[name] ?? []).map(quoted).joined(separator: ", ")
    try database.execute("CREATE TABLE \(quoted(name)) (\(list))")
  }

  /// Loads a table's rows; broken ones go to `setAside`.
  func load(
    _ name: String, _ source: any RecordSource, _ setAside: (borrowing Record, RecordFault) -> Void
  ) throws(DumpError) {
    let numbers = (columns[name] ?? []).compactMap { source.column($0) }
    let marks = numbers.map { _ in "?" }.joined(separator: ", ")
    try sqlite { () throws(SQLiteError) in try database.execute("BEGIN") }
    var insert = try sqlite { () throws(SQLiteError) in
      try database.prepare("INSERT INTO \(quoted(name)) VALUES (\(marks))", keep: true)
    }
    var record = Record()
    reading: while true {
      switch try source.next(into: &record) {
      case .end: break reading
      case .broken(let fault): setAside(record, fault)
      case .record:
        do throws(SQLiteError) {
          for (place, column) in numbers.enumerated() { try insert.bind(place + 1, record, column) }
          try insert.run()
        } catch {
          throw DumpError(error)
        }
      }
    }
    try sqlite { () throws(SQLiteError) in try database.execute("COMMIT") }
  }
}

/// A name between double quotes.
func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

/// Runs `body` with its error as one of the dump.
private func sqlite<Result: ~Copyable>(
  _ body: () throws(SQLiteError) -> Result
) throws(DumpError) -> Result {
  do { return try body() } catch { throw DumpError(error) }
}

extension Statement {
  /// Binds a record's value by what its source says of it.
  fileprivate mutating func bind(_ place: Int, _ record: borrowing Record, _ column: Int) throws(SQLiteError) {
    switch record.kind(column) {
    case .missing: try bindNull(place)
    case .untyped, .text, .json: try bind(place, text: record[column])
    case .number, .boolean:
      let text = String(repairing: record[column])
      if let number = Int64(text) {
        try bind(place, number)
      } else if let number = Double(text) {
        try bind(place, number)
      } else {
        try bind(place, record.kind(column) == .boolean ? Int64(text == "true" ? 1 : 0) : 0)
      }
    }
  }
}
