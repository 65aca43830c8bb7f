import PostgreSQL

/// A PostgreSQL database as a dump: all of its tables as they were at one instant.
///
/// The first connection holds a snapshot and says what columns there are; every table is read over a connection of its own
/// that sees the same snapshot (`pg_export_snapshot`). All transactions can only read.
final class PostgresDump {
  /// The database as messages name it.
  let name: String
  private let address: PostgresAddress
  private let leader: PostgresConnection
  private let snapshot: String
  private var idle: [PostgresConnection] = []
  private var known: [(name: String, sql: String)]?

  /// What a session is set to: times in UTC and ISO 8601, and none of the limits that are meant for people's sessions and
  /// would end a snapshot in the middle of the night (pg_dump sets the same).
  private static let settings = """
    SET client_min_messages = error; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'iso_8601';
    SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '5min';
    SET bytea_output = 'hex'; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY
    """

  init(_ address: PostgresAddress) throws(DumpError) {
    self.address = address
    name = address.name
    do throws(PostgresError) {
      leader = try PostgresConnection(address.text, password: address.password)
      try leader.execute(PostgresDump.settings)
      snapshot = try leader.rows("SELECT pg_export_snapshot()").first?.first.flatMap(\.self) ?? ""
    } catch {
      throw DumpError(error, name)
    }
  }

  /// The tables and views that the role may read: by their bare names where the search path finds them, else with their
  /// schema in front.
  func tables() throws(DumpError) -> [String] { try catalogue().map(\.name) }

  private func catalogue() throws(DumpError) -> [(name: String, sql: String)] {
    if let known { return known }
    let sql = """
      SELECT n.nspname, c.relname, pg_table_is_visible(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
      AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
      ORDER BY 3 DESC, 1, 2
      """
    let rows = try run { () throws(PostgresError) in try leader.rows(sql) }
    let found = rows.map { row in
      let (schema, table) = (row[0] ?? "", row[1] ?? "")
      return (row[2] == "t" ? table : "\(schema).\(table)", "\(quoted(schema)).\(quoted(table))")
    }
    known = found
    return found
  }

  /// Opens a table for reading.
  func source(table: String) throws(DumpError) -> any RecordSource {
    let tables = try catalogue()
    let qualified = table.split(separator: ".", maxSplits: 1).map { quoted(String($0)) }.joined(separator: ".")
    guard let found = tables.first(where: { $0.name == table }) ?? tables.first(where: { $0.sql == qualified }) else {
      throw DumpError(
        .noTable, path: name, problem: "the database has no table \"\(table)\" that this role may read",
        fix: missingTable(table, tables.map(\.name)))
    }
    return try PostgresSource(self, query: "SELECT * FROM \(found.sql)", place: "\(name) table \(table)")
  }

  private func missingTable(_ table: String, _ names: [String]) -> String {
    if let near = nearestName(to: table, among: names) {
      return "Did you mean \"\(near)\"? Correct the name, or GRANT SELECT on the table to the role"
    }
    if names.isEmpty { return "It may read none at all: GRANT SELECT on the tables to the role" }
    return "It may read \(names.prefix(20).joined(separator: ", ")). Correct the name in the configuration"
  }

  /// Opens the result of a query, which runs in the database.
  func source(query: String) throws(DumpError) -> any RecordSource {
    // COPY takes the statement between parentheses, where no semicolon may end it.
    let end = query.lastIndex { !$0.isWhitespace && $0 != ";" }
    let bare = end.map { String(query[...$0]) } ?? ""
    return try PostgresSource(self, query: bare, place: "\(name) query")
  }

  /// What columns a query's result has, with the names of their types' categories (`pg_type.typcategory`).
  func columns(of query: String) throws(DumpError) -> [(column: PostgresColumn, type: PostgresType)] {
    let columns = try run { () throws(PostgresError) in try leader.columns(of: query) }
    let unknown = Set(columns.map(\.type)).filter { PostgresType(number: $0) == nil }
    var types: [UInt32: PostgresType] = [:]
    if !unknown.isEmpty {
      let list = unknown.sorted().map { "\($0)" }.joined(separator: ", ")
      let rows = try run { () throws(PostgresError) in
        try leader.rows("SELECT oid, typcategory FROM pg_type WHERE oid IN (\(list))")
      }
      for row in rows {
        guard let number = row[0].flatMap({ UInt32($0) }) else { continue }
        // Arrays and composites are read as JSON.
        types[number] = row[1] == "A" || row[1] == "C" ? .structure : .text
      }
    }
    return columns.map { ($0, PostgresType(number: $0.type) ?? types[$0.type] ?? .text) }
  }

  /// A connection that sees the snapshot and is not in use.
  func connection() throws(DumpError) -> PostgresConnection {
    if let ready = idle.popLast() { return ready }
    return try run { () throws(PostgresError) in
      let opened = try PostgresConnection(address.text, password: address.password)
      try opened.execute(PostgresDump.settings)
      try opened.execute("SET TRANSACTION SNAPSHOT '\(snapshot)'")
      return opened
    }
  }

  /// Takes a connection back whose work is done.
  func giveBack(_ connection: PostgresConnection) {
    idle.append(connection)
  }

  private func run<Result>(_ body: () throws(PostgresError) -> Result) throws(DumpError) -> Result {
    do { return try body() } catch { throw DumpError(error, name) }
  }
}
