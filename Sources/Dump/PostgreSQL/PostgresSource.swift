import Bytes
import PostgreSQL

/// The rows of a table or query of a PostgreSQL database, by `COPY … TO STDOUT`.
///
/// The columns are known at once; the copying begins with the first record, so that sources may wait for each other.
final class PostgresSource: RecordSource {
  let columns: [String]
  let files: [String]
  private let dump: PostgresDump
  private let types: [PostgresType]
  private let sql: String
  private var connection: PostgresConnection?
  private var rows: CopyRows?
  private var row = 0
  private var isDone = false

  init(_ dump: PostgresDump, query: String, place: String) throws(DumpError) {
    self.dump = dump
    files = [place]
    let described = try dump.columns(of: query)
    guard !described.isEmpty else {
      throw DumpError(.query, path: place, problem: "the query does not read", fix: "Write one SELECT statement")
    }
    columns = described.map(\.column.name)
    types = described.map(\.type)
    sql = PostgresSource.copy(query, types)
  }

  /// The statement that copies a query's result; columns that need it are selected once more around it.
  private static func copy(_ query: String, _ types: [PostgresType]) -> String {
    // The line end closes a comment that the query may end in.
    guard types.contains(where: { $0.selected("") != nil }) else { return "COPY (\(query)\n) TO STDOUT" }
    let names = types.indices.map { "c\($0)" }
    let selected = zip(names, types).map { $1.selected("s.\($0)") ?? "s.\($0)" }
    return "COPY (SELECT \(selected.joined(separator: ", ")) FROM (\(query)\n) AS s(\(names.joined(separator: ", "))))"
      + " TO STDOUT"
  }

  func next(into record: inout Record) throws(DumpError) -> RecordOutcome {
    if isDone { return .end }
    do throws(PostgresError) {
      if rows == nil {
        let connection = try open()
        rows = try CopyRows(connection, sql)
      }
      guard try rows?.next() ?? false else {
        end()
        return .end
      }
    } catch {
      throw DumpError(error, files[0])
    }
    row += 1
    record.begin(file: 0, line: row)
    return fill(&record).map { .broken($0) } ?? .record
  }

  private func open() throws(PostgresError) -> PostgresConnection {
    do throws(DumpError) {
      let opened = try dump.connection()
      connection = opened
      return opened
    } catch {
      throw PostgresError(.connection, message: error.problem)
    }
  }

  /// The statement has ended, so that its connection can be used again.
  private func end() {
    rows = nil
    isDone = true
    if let connection { dump.giveBack(connection) }
    connection = nil
  }

  /// Cuts the present row into its values.
  private func fill(_ record: inout Record) -> RecordFault? {
    guard rows != nil else { return nil }
    var fault: RecordFault?
    let count = types.count
    var column = 0
    var start = 0
    // Written so that the row is lent once.
    switch rows {
    case .some(let rows):
      let row = rows.row
      while column < count {
        let end = PostgresText.end(of: row, from: start)
        let value = row.extracting(start..<end)
        record.append(copyField: value, types[column])
        start = min(end + 1, row.count)
        column += 1
      }
      if let offset = UTF8Check.firstInvalidOffset(in: row) {
        fault = RecordFault(rule: "encoding-error", field: nil, reason: "byte \(offset + 1) of the row is not UTF-8.")
      }
    case .none: break
    }
    return fault
  }
}
