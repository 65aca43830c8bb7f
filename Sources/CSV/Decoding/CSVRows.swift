/// The records of a file as structs, one after the other.
///
/// ```swift
/// var contacts = try CSVRows(path: "contacts.csv", of: Contact.table)
/// while let contact = try contacts.next() { use(contact) }
/// ```
@safe
public struct CSVRows<Row: Sendable>: ~Copyable {
  /// The reader that the rows come from, for its header, warnings and place.
  public private(set) var reader: CSVReader
  private var record = CSVRecord()
  /// Side by side with `columns`: where each is, and what fills its property.
  private let fields: [Int]
  private let assignments: [@Sendable (UnsafeMutableRawPointer, Span<UInt8>) -> Bool]
  private let columns: [Column<Row>]
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
    let found = try table.fields(in: reader)
    fields = found.map(\.field)
    columns = found.map(\.column)
    unsafe assignments = columns.map { unsafe $0.assign }
    width = (fields.max() ?? -1) + 1
    row = table.start
    self.reader = reader
  }

  /// The next row; nil at the end.
  ///
  /// A field that is no such value is a `type-error`, after which the next call goes on with the next record.
  public mutating func next() throws(CSVError) -> Row? {
    guard try reader.next(into: &record) else { return nil }
    guard record.count >= width else { throw reader.missingCells(in: record, width: width) }
    if let failed = unsafe CSVRows.fill(&row, from: record, fields, assignments) { throw badValue(failed) }
    return row
  }

  /// Fills `row` with the next record; false at the end. Faster than `next()`, which copies each row.
  public mutating func next(into row: inout Row) throws(CSVError) -> Bool {
    guard try reader.next(into: &record) else { return false }
    guard record.count >= width else { throw reader.missingCells(in: record, width: width) }
    if let failed = unsafe CSVRows.fill(&row, from: record, fields, assignments) { throw badValue(failed) }
    return true
  }

  private func badValue(_ column: Int) -> CSVError {
    reader.badValue(in: record, field: fields[column], expected: columns[column].expectation)
  }

  /// Fills the row's properties; the first column whose field is not what it holds, or nil.
  private static func fill(
    _ row: inout Row, from record: borrowing CSVRecord, _ fields: [Int],
    _ assignments: [@Sendable (UnsafeMutableRawPointer, Span<UInt8>) -> Bool]
  ) -> Int? {
    unsafe withUnsafeMutablePointer(to: &row) { row in
      for column in fields.indices {
        if !(unsafe assignments[column](UnsafeMutableRawPointer(row), record[fields[column]])) { return column }
      }
      return nil
    }
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
