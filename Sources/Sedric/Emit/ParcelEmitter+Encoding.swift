import Bytes
import CSV
import JSONText
import Schema

extension ParcelEmitter {
  /// Encodes what a row does not share with the others.
  mutating func encodeOwnPart(_ row: borrowing MappedRow) {
    if kind.isList {
      encodeObject(row, plan.fields.indices, isComplete: false)
      return
    }
    for case .object(let members) in plan.sources { encodeObject(row, members, isComplete: true) }
  }

  /// Appends an object of cells; where it is to be complete, absent optional texts become empty ones, as the vendor's
  /// examples always show all keys.
  private mutating func encodeObject(_ row: borrowing MappedRow, _ cells: Range<Int>, isComplete: Bool) {
    encoded.append(UInt8(ascii: "{"))
    var isFirst = true
    for cell in cells {
      if !isComplete, row[cell]?.isEmpty ?? true { continue }
      if !isFirst { encoded.append(UInt8(ascii: ",")) }
      isFirst = false
      let key = plan.jsonKeys[cell]
      encoded.append(key.span)
      if let text = row[cell] { encodeValue(text, cell) } else { encoded.append("\"\"" as StaticString) }
    }
    encoded.append(UInt8(ascii: "}"))
  }

  private mutating func encodeValue(_ text: Span<UInt8>, _ cell: Int) {
    switch plan.fields[cell].type {
    case .string, .date, .timestamp: encoded.append(jsonString: text)
    case .integer, .number, .boolean, .object, .list: encoded.append(text.trimmed())
    }
  }

  /// The object of the row that was taken last, of a list.
  public var lastItem: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let start = rows.last?.start ?? 0
      return encoded.span.extracting(start..<(start + (rows.last?.count ?? 0)))
    }
  }

  /// Writes the rows as a JSON array, an object a line.
  mutating func writeList(_ order: [Int], into buffer: inout ByteBuffer) {
    buffer.append(UInt8(ascii: "["))
    for (place, row) in order.enumerated() {
      if place > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append("\n  " as StaticString)
      buffer.append(ownPart(row))
    }
    if !order.isEmpty { buffer.append(0x0A) }
    buffer.append("]\n" as StaticString)
  }

  /// Writes header and rows as CSV.
  mutating func writeTable(_ order: [Int], into buffer: inout ByteBuffer) {
    var encoder = CSVEncoder()
    for field in kind.schema.fields { encoder.field(field.name, into: &buffer) }
    encoder.endRecord(into: &buffer)
    for row in order {
      for source in plan.sources {
        switch source {
        case .object: encoder.field(ownPart(row), into: &buffer)
        case .cell(let cell):
          if let text = shared[cell] { encoder.field(text, into: &buffer) } else { encoder.field("", into: &buffer) }
        }
      }
      encoder.endRecord(into: &buffer)
    }
  }

  @_lifetime(borrow self)
  private func ownPart(_ row: Int) -> Span<UInt8> {
    encoded.span.extracting(rows[row].start..<(rows[row].start + rows[row].count))
  }
}
