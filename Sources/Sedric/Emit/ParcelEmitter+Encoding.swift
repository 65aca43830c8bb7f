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

  /// Writes header and rows as CSV. What all rows share before and behind their own object is spelled once.
  mutating func writeTable(_ order: [Int], into buffer: inout ByteBuffer) {
    buffer.append(header.span)
    var encoder = CSVEncoder()
    let own = plan.sources.firstIndex { if case .object = $0 { true } else { false } }
    guard let own else {
      spell(plan.sources[...], shared, &encoder, into: &buffer)
      return encoder.endRecord(into: &buffer)
    }
    precondition(own > 0, "what is behind the object begins with a comma because something is before it")
    before.removeAll()
    spell(plan.sources[..<own], shared, &encoder, into: &before)
    var ending = encoder
    behind.removeAll()
    spell(plan.sources[(own + 1)...], shared, &ending, into: &behind)
    ending.endRecord(into: &behind)
    for row in order {
      buffer.append(before.span)
      var middle = encoder
      middle.field(ownPart(row), into: &buffer)
      buffer.append(behind.span)
    }
  }

  /// The header of a kind's table; empty for a list.
  static func header(_ kind: FileKind) -> [UInt8] {
    if kind.isList { return [] }
    var buffer = ByteBuffer(capacity: 256)
    var encoder = CSVEncoder()
    for field in kind.schema.fields { encoder.field(field.name, into: &buffer) }
    encoder.endRecord(into: &buffer)
    return buffer.span.array()
  }

  @_lifetime(borrow self)
  private func ownPart(_ row: Int) -> Span<UInt8> {
    encoded.span.extracting(rows[row].start..<(rows[row].start + rows[row].count))
  }
}

/// Writes cells of a row as fields of the open record.
private func spell(
  _ sources: ArraySlice<EmissionPlan.Source>, _ row: borrowing MappedRow, _ encoder: inout CSVEncoder,
  into buffer: inout ByteBuffer
) {
  for case .cell(let cell) in sources {
    if let text = row[cell] { encoder.field(text, into: &buffer) } else { encoder.field("", into: &buffer) }
  }
}
