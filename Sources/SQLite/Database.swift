import CSQLite

/// One connection to a SQLite database (`sqlite3*`), closed with its last reference; statements keep it alive.
///
/// A connection belongs to one thread at a time, which the compiler checks: it is not `Sendable`.
@safe
public final class Database {
  let handle: OpaquePointer
  /// The path as it was opened.
  public let path: String

  /// How a database is opened.
  public enum Access: Hashable, Sendable {
    /// For reading; the file must be there.
    case readOnly
    /// For reading a file that nobody writes meanwhile, such as a dump on a read-only file system: no locks are taken.
    case immutable
    /// For reading and writing; the file must be there.
    case readWrite
    /// For reading and writing, made where it is missing.
    case create
    /// For a database of its own that goes with the connection. The path `""` lets a large one spill to a
    /// temporary file, `":memory:"` keeps all of it in memory.
    case temporary
  }

  /// Opens `path` (`sqlite3_open_v2`). While somebody else holds the lock, calls wait up to `busyTimeout` seconds.
  public init(path: String, _ access: Access, busyTimeout: Double = 5) throws(SQLiteError) {
    let flags: Int32
    switch access {
    case .readOnly: flags = SQLITE_OPEN_READONLY
    case .immutable: flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    case .readWrite: flags = SQLITE_OPEN_READWRITE
    case .create, .temporary: flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    }
    let name = access == .immutable ? "file:\(Database.percentEncoded(path))?immutable=1" : path
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let handle = unsafe opened else {
      let message = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      unsafe sqlite3_close_v2(opened)
      throw SQLiteError(extendedCode: code, message: message, path: path)
    }
    unsafe self.handle = handle
    self.path = path
    unsafe sqlite3_busy_timeout(handle, Int32(busyTimeout * 1000))
  }

  deinit {
    unsafe sqlite3_close_v2(handle)
  }

  /// Runs SQL that returns no rows, any number of statements (`sqlite3_exec`).
  public func execute(_ sql: String) throws(SQLiteError) {
    let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw error(code, sql) }
  }

  /// Compiles one statement. `keep` tells SQLite that it will be used many times.
  public func prepare(_ sql: String, keep: Bool = false) throws(SQLiteError) -> Statement {
    try Statement(self, sql, keep: keep)
  }

  /// Runs `body` between `BEGIN IMMEDIATE` and `COMMIT`; when it throws, all that it did is rolled back.
  ///
  /// The write lock is taken at the start, so that the body cannot fail half-way because somebody else writes.
  public func transaction<Result: ~Copyable, Failure: Error>(
    orThrow wrap: (SQLiteError) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    do { try execute("BEGIN IMMEDIATE") } catch { throw wrap(error) }
    let result: Result
    do {
      result = try body()
    } catch {
      rollBack()
      throw error
    }
    do { try execute("COMMIT") } catch {
      rollBack()
      throw wrap(error)
    }
    return result
  }

  /// Runs `body` between `BEGIN IMMEDIATE` and `COMMIT`; when it throws, all that it did is rolled back.
  public func transaction<Result: ~Copyable>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    try transaction(orThrow: { $0 }, body)
  }

  /// Ends an open transaction without its changes. SQLite may have ended it already (full disk), which is fine.
  private func rollBack() {
    if unsafe sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
  }

  /// The rowid of the last row that this connection inserted.
  public var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// How many rows the last statement inserted, changed or deleted.
  public var changes: Int { Int(unsafe sqlite3_changes64(handle)) }

  func error(_ code: Int32, _ sql: String? = nil) -> SQLiteError {
    SQLiteError(extendedCode: code, message: unsafe String(cString: sqlite3_errmsg(handle)), sql: sql, path: path)
  }

  /// The path for a `file:` URI: all but letters, digits, `-`, `.`, `_`, `~` and `/` as `%XX`.
  private static func percentEncoded(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        text.unicodeScalars.append("%")
        text.unicodeScalars.append(digits[Int(byte >> 4)])
        text.unicodeScalars.append(digits[Int(byte & 15)])
      }
    }
    return text
  }
}
