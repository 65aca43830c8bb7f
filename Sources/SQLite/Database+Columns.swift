import CSQLite

extension Database {
  /// A column of a table that a statement reads.
  public struct ColumnUse: Hashable, Sendable {
    /// The table's name.
    public let table: String
    /// The column's name; empty where only the table's rows are counted.
    public let column: String
  }

  /// The columns that compiling `sql` says it will read (`sqlite3_set_authorizer`), each once; the statement is not run.
  public func columnsRead(by sql: String) throws(SQLiteError) -> Set<ColumnUse> {
    let found = FoundColumns()
    let context = unsafe Unmanaged.passUnretained(found).toOpaque()
    unsafe sqlite3_set_authorizer(handle, noteColumn, context)
    defer { unsafe sqlite3_set_authorizer(handle, nil, nil) }
    _ = try prepare(sql)
    return found.columns
  }
}

private final class FoundColumns {
  var columns: Set<Database.ColumnUse> = []
}

private func noteColumn(
  _ context: UnsafeMutableRawPointer?, _ action: Int32, _ table: UnsafePointer<CChar>?,
  _ column: UnsafePointer<CChar>?, _ database: UnsafePointer<CChar>?, _ trigger: UnsafePointer<CChar>?
) -> Int32 {
  guard action == SQLITE_READ, let context = unsafe context, let table = unsafe table else { return SQLITE_OK }
  let found = unsafe Unmanaged<FoundColumns>.fromOpaque(context).takeUnretainedValue()
  let name = unsafe column.map { unsafe String(cString: $0) } ?? ""
  found.columns.insert(Database.ColumnUse(table: unsafe String(cString: table), column: name))
  return SQLITE_OK
}
