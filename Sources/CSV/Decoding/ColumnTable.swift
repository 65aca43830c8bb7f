/// Which column fills which property of a struct, declared once.
///
/// ```swift
/// struct Contact {
///   var id = ""
///   var balance: Double?
///   static let table = ColumnTable(Contact(), Column("contact_id", \.id), Column("balance", \.balance))
/// }
/// ```
public struct ColumnTable<Row: Sendable>: Sendable {
  /// What a row holds before its columns are read, and keeps where a column may be missing and is.
  public let start: Row
  /// The columns, in any order.
  public let columns: [Column<Row>]

  /// Declares a table.
  public init(_ start: Row, _ columns: Column<Row>...) {
    self.start = start
    self.columns = columns
  }
}

/// One column and the property that it fills.
@safe
public struct Column<Row: Sendable>: Sendable {
  /// The column's name, byte for byte.
  public let name: String
  /// Whether a file without the column is read all the same.
  public let isOptional: Bool
  /// What the property holds, for messages.
  public let expectation: String
  /// Reads a field's text into the property of the row at an address; false where it is none. Without `Row` in its
  /// type, as the type of a generic closure would be looked up for each field.
  @usableFromInline let assign: @Sendable (UnsafeMutableRawPointer, Span<UInt8>) -> Bool

  /// The column `name` fills the property at `path`.
  @inlinable
  public init<Value: CellDecodable>(
    _ name: String, _ path: any WritableKeyPath<Row, Value> & Sendable, isOptional: Bool = false
  ) {
    self.name = name
    self.isOptional = isOptional
    expectation = Value.cellDescription
    // A stored property is written in its place; a key path would cost more than the parsing.
    if let offset = MemoryLayout<Row>.offset(of: path) {
      unsafe assign = { row, text in
        guard let value = Value(cell: text) else { return false }
        unsafe (row + offset).assumingMemoryBound(to: Value.self).pointee = value
        return true
      }
    } else {
      unsafe assign = { row, text in
        guard let value = Value(cell: text) else { return false }
        unsafe row.assumingMemoryBound(to: Row.self).pointee[keyPath: path] = value
        return true
      }
    }
  }
}
