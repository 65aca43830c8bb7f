import Bytes
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
      guard row.isSet(cell) || isComplete, row[cell]?.isEmpty != true || isComplete else { continue }
      if !isFirst { encoded.append(UInt8(ascii: ",")) }
      isFirst = false
      encoded.append(jsonString: plan.keys[cell].utf8.span)
      encoded.append(UInt8(ascii: ":"))
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
    for (place, field) in kind.schema.fields.enumerated() {
      if place > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(field.name)
    }
    endRecord(&buffer)
    for row in order {
      for (place, source) in plan.sources.enumerated() {
        if place > 0 { buffer.append(UInt8(ascii: ",")) }
        switch source {
        case .object: appendField(ownPart(row), to: &buffer)
        case .cell(let cell): if let text = shared[cell] { appendField(text, to: &buffer) }
        }
      }
      endRecord(&buffer)
    }
  }

  @_lifetime(borrow self)
  private func ownPart(_ row: Int) -> Span<UInt8> {
    encoded.span.extracting(rows[row].start..<(rows[row].start + rows[row].count))
  }
}

private func endRecord(_ buffer: inout ByteBuffer) {
  buffer.append(0x0D)
  buffer.append(0x0A)
}

/// Appends a CSV field, in quotes where RFC 4180 section 2.6 wants them.
private func appendField(_ text: Span<UInt8>, to buffer: inout ByteBuffer) {
  let quote = UInt8(ascii: "\"")
  guard text.indices.contains(where: { [quote, 0x2C, 0x0A, 0x0D].contains(text[$0]) }) else {
    return buffer.append(text)
  }
  buffer.append(quote)
  for place in text.indices {
    if text[place] == quote { buffer.append(quote) }
    buffer.append(text[place])
  }
  buffer.append(quote)
}
