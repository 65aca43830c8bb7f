import CSQLite

/// A SQLite call that failed: the result code, SQLite's words, and what it was about.
///
/// Bound values are never part of it, so that rows stay out of logs.
public struct SQLiteError: Error, Hashable, Sendable {
  /// The extended result code, such as `SQLITE_CONSTRAINT_UNIQUE` (2067); the primary code is its low byte.
  public let extendedCode: Int32
  /// SQLite's message (`sqlite3_errmsg`).
  public let message: String
  /// The SQL that was prepared or run, without its bound values.
  public let sql: String?
  /// The database's path as it was opened.
  public let path: String

  /// Creates an error.
  public init(extendedCode: Int32, message: String, sql: String? = nil, path: String) {
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql
    self.path = path
  }

  /// The primary result code, such as `SQLITE_BUSY` (5).
  public var code: Int32 { extendedCode & 0xFF }

  /// Whether another connection holds the lock (`SQLITE_BUSY`, `SQLITE_LOCKED`).
  public var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }
  /// Whether a constraint of the schema refused a row (`SQLITE_CONSTRAINT`).
  public var isConstraint: Bool { code == SQLITE_CONSTRAINT }
  /// Whether the disk is full: `SQLITE_FULL`, or `SQLITE_IOERR_SHMSIZE`, which is what SQLite calls it where the file of a WAL's
  /// index cannot grow.
  public var isOutOfSpace: Bool { code == SQLITE_FULL || extendedCode == SQLITE_IOERR | 19 << 8 }
  /// Whether the file is no database, or a damaged one (`SQLITE_NOTADB`, `SQLITE_CORRUPT`).
  public var isDamaged: Bool { code == SQLITE_NOTADB || code == SQLITE_CORRUPT }
  /// Whether the file could not be opened (`SQLITE_CANTOPEN`).
  public var isUnreadable: Bool { code == SQLITE_CANTOPEN || code == SQLITE_PERM || code == SQLITE_AUTH }
  /// Whether the file may only be read (`SQLITE_READONLY`).
  public var isReadOnly: Bool { code == SQLITE_READONLY }
}

extension SQLiteError: CustomStringConvertible {
  /// `PATH: MESSAGE (SQLite CODE)`.
  public var description: String { "\(path): \(message) (SQLite \(extendedCode))" }
}
