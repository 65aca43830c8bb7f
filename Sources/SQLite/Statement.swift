import Bytes
import CSQLite

/// A compiled statement (`sqlite3_stmt*`) with one owner: bind, step, read the columns of the row, reset, again.
///
/// Bytes that it lends from a row stay valid until the next `step` or `reset`; the compiler checks that.
@safe
public struct Statement: ~Copyable {
  let handle: OpaquePointer
  /// The connection it was compiled for.
  public let database: Database
  /// The statement as it was written.
  public let sql: String
  /// How many columns a row has; 0 for a statement that returns none.
  public let columnCount: Int

  init(_ database: Database, _ sql: String, keep: Bool) throws(SQLiteError) {
    var compiled: OpaquePointer?
    var rest = 0
    let flags: UInt32 = keep ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let text = sql.utf8CString
    let code = unsafe text.withUnsafeBufferPointer { bytes in
      var tail: UnsafePointer<CChar>?
      let code = unsafe sqlite3_prepare_v3(
        database.handle, bytes.baseAddress, Int32(bytes.count), flags, &compiled, &tail)
      if let base = bytes.baseAddress, let tail = unsafe tail { rest = unsafe tail - base }
      return code
    }
    if code != SQLITE_OK { throw database.error(code, sql) }
    guard let handle = unsafe compiled else {
      throw SQLiteError(
        extendedCode: SQLITE_MISUSE, message: "no SQL statement in the text", sql: sql, path: database.path)
    }
    guard text[rest...].allSatisfy({ $0 == 0 || UInt8(bitPattern: $0).isBlank || $0 == 0x3B }) else {
      unsafe sqlite3_finalize(handle)
      throw SQLiteError(
        extendedCode: SQLITE_MISUSE, message: "more than one SQL statement", sql: sql, path: database.path)
    }
    unsafe self.handle = handle
    self.database = database
    self.sql = sql
    columnCount = Int(unsafe sqlite3_column_count(handle))
  }

  deinit {
    unsafe sqlite3_finalize(handle)
  }

  /// Goes to the next row (`sqlite3_step`); false after the last one, when the statement has been reset.
  ///
  /// An error also resets it, so that it can be used again.
  public mutating func step() throws(SQLiteError) -> Bool {
    let code = unsafe sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE {
      unsafe sqlite3_reset(handle)
      return false
    }
    let failure = database.error(code, sql)
    unsafe sqlite3_reset(handle)
    throw failure
  }

  /// Runs a statement whose rows nobody needs, to its end.
  public mutating func run() throws(SQLiteError) {
    while try step() {}
  }

  /// Goes back before the first row; bound values stay.
  public mutating func reset() {
    unsafe sqlite3_reset(handle)
  }

  /// Whether the statement cannot change the database (`sqlite3_stmt_readonly`).
  public var isReadOnly: Bool { unsafe sqlite3_stmt_readonly(handle) != 0 }
}
