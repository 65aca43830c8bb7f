/// The records of a file as structs, one after the other.
///
/// ```swift
/// var contacts = try CSVRows(path: "contacts.csv", of: Contact.table)
/// while let contact = try contacts.next() { use(contact) }
/// ```
public struct CSVRows<Row: Sendable>: ~Copyable {
  /// The reader that the rows come from, for its header, warnings and place.
  public private(set) var reader: CSVReader
  private var record = CSVRecord()
  private let columns: [(field: Int, column: Column<Row>)]
  private let width: Int
  private var row: Row

  /// Opens a file, or standard input for `-`; a column of the table that the header does not name is an error.
  public init(
    path: String, of table: ColumnTable<Row>, dialect: Dialect = .rfc4180, options: ReaderOptions = .strict
  ) throws(CSVError) {
    try self.init(reader: CSVReader(path: path, dialect: dialect, options: options), of: table)
  }

  /// Goes on with a reader. Without a header the table's columns are taken in their order.
  public init(reader: consuming CSVReader, of table: ColumnTable<Row>) throws(CSVError) {
    columns = try table.fields(in: reader)
    width = (columns.map(\.field).max() ?? -1) + 1
    row = table.start
    self.reader = reader
  }

  /// The next row; nil at the end.
  ///
  /// A field that is no such value is a `type-error`, after which the next call goes on with the next record.
  public mutating func next() throws(CSVError) -> Row? {
    guard try reader.next(into: &record) else { return nil }
    guard record.count >= width else { throw reader.missingCells(in: record, width: width) }
    if let failed = CSVRows.fill(&row, from: record, columns) {
      throw reader.badValue(in: record, field: failed.field, expected: failed.column.expectation)
    }
    return row
  }

  /// Fills the row's properties; the first field that is not what its column holds, or nil.
  private static func fill(
    _ row: inout Row, from record: borrowing CSVRecord, _ columns: [(field: Int, column: Column<Row>)]
  ) -> (field: Int, column: Column<Row>)? {
    for (field, column) in columns {
      let text = record[field]
      if !column.assign(&row, text) { return (field, column) }
    }
    return nil
  }
}

extension ColumnTable {
  /// Where a reader's records have the table's columns.
  func fields(in reader: borrowing CSVReader) throws(CSVError) -> [(field: Int, column: Column<Row>)] {
    if !reader.dialect.hasHeader { return columns.enumerated().map { ($0.offset, $0.element) } }
    var fields: [(field: Int, column: Column<Row>)] = []
    for column in columns {
      if let field = reader.column(column.name) {
        fields.append((field, column))
      } else if !column.isOptional {
        throw CSVError(kind: .missingLabel(column.name), path: reader.path)
      }
    }
    return fields
  }
}

extension CSVReader {
  /// The error of a field that is not what its column holds.
  func badValue(in record: borrowing CSVRecord, field: Int, expected: String) -> CSVError {
    error(.badValue(expected: expected), at: record.raw.lowerBound, field: field + 1)
  }

  /// The error of a record without header that has fewer fields than the table.
  func missingCells(in record: borrowing CSVRecord, width: Int) -> CSVError {
    error(.missingCell(expected: width, found: record.count), at: record.raw.lowerBound, field: record.count + 1)
  }
}
