import Bytes
import CSQLite

/// The columns of the row that `step` has gone to, numbered from 0. SQLite converts between types as its manual says
/// (`sqlite3_column_*`).
extension Statement {
  /// The type of a stored value.
  public enum ValueType: Hashable, Sendable {
    /// No value.
    case null
    /// A 64-bit integer.
    case integer
    /// A floating-point number.
    case real
    /// Text.
    case text
    /// Bytes.
    case blob
  }

  /// A column's name, as `AS` or the table gives it.
  public func columnName(_ column: Int) -> String {
    precondition((0..<columnCount).contains(column))
    guard let name = unsafe sqlite3_column_name(handle, Int32(column)) else { return "" }
    return unsafe String(cString: name)
  }

  /// The type of the value in this row.
  public func type(_ column: Int) -> ValueType {
    switch unsafe sqlite3_column_type(handle, Int32(column)) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  /// Whether the value is NULL.
  public func isNull(_ column: Int) -> Bool { type(column) == .null }

  /// The value as an integer; NULL is 0.
  public func integer(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(handle, Int32(column)) }

  /// The value as a floating-point number; NULL is 0.
  public func double(_ column: Int) -> Double { unsafe sqlite3_column_double(handle, Int32(column)) }

  /// The value as UTF-8 bytes, borrowed until the next step; NULL is empty. Valid UTF-8 only if what was stored was.
  @_lifetime(borrow self)
  public func text(_ column: Int) -> Span<UInt8> {
    let start = unsafe sqlite3_column_text(handle, Int32(column))
    let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
    let bytes = unsafe Span<UInt8>(_unsafeElements: UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    return unsafe _overrideLifetime(bytes, borrowing: self)
  }

  /// The value's bytes, borrowed until the next step; NULL is empty.
  @_lifetime(borrow self)
  public func blob(_ column: Int) -> Span<UInt8> {
    let start = unsafe sqlite3_column_blob(handle, Int32(column))?.assumingMemoryBound(to: UInt8.self)
    let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
    let bytes = unsafe Span<UInt8>(_unsafeElements: UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    return unsafe _overrideLifetime(bytes, borrowing: self)
  }

  /// The value as a text, for messages and keys; invalid UTF-8 is repaired, NULL is empty.
  public func string(_ column: Int) -> String { String(repairing: text(column)) }

  /// The value as a text, or nil for NULL.
  public func optionalString(_ column: Int) -> String? { isNull(column) ? nil : string(column) }

  /// The value as an integer, or nil for NULL.
  public func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
}
