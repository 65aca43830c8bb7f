import Bytes
import JSONText
import Schema

/// Where the fields of a kind's file go in a row of cells.
struct RowLayout: Sendable {
  let fields: [Field]
  /// One for each field of the file.
  let sources: [EmissionPlan.Source]
  /// The cells' names within their object.
  private let keys: [String]

  init(_ kind: FileKind, splitsObjects: Bool) {
    guard splitsObjects else {
      fields = kind.schema.fields
      sources = fields.indices.map { .cell($0) }
      keys = fields.map(\.name)
      return
    }
    let plan = EmissionPlan(kind)
    // What is only read from a dump, a mail's HTML, stands behind the file's own cells.
    let count = plan.html ?? plan.fields.count
    // A plan asks less of the start, which an emitter can work out; in a file it must be there.
    fields = plan.fields.prefix(count).map { cell in
      kind.schema.index(of: cell.name).map { kind.schema.fields[$0] } ?? cell
    }
    sources = plan.sources
    keys = Array(plan.keys.prefix(count))
  }

  /// Sets the cells of an object's members: texts without quotes and escapes, all else as its JSON.
  func setMembers(
    of object: Span<UInt8>, _ cells: Range<Int>, _ row: inout MappedRow, _ text: inout ByteBuffer
  ) throws(JSONError) {
    var scanner = JSONScanner(object, checksKeys: false)
    guard try scanner.next() == .objectStart else { throw JSONError(.unexpectedByte, at: 0) }
    var guess = cells.lowerBound
    while try scanner.next() == .key {
      text.removeAll()
      scanner.appendString(to: &text)
      let cell = self.cell(text.span, cells, guess)
      let token = try scanner.next()
      let start = scanner.tokenStart
      if let cell, token == .string {
        text.removeAll()
        scanner.appendString(to: &text)
        row.set(cell, text.span)
      } else {
        try scanner.skip(token)
        if let cell, token != .null { row.set(cell, scanner.slice(start, scanner.offset)) }
      }
      guess = (cell ?? guess) + 1
    }
  }

  /// The cell of a key; `guess` is tried first, as files keep to one order.
  private func cell(_ key: Span<UInt8>, _ cells: Range<Int>, _ guess: Int) -> Int? {
    if cells.contains(guess), key.isEqual(to: keys[guess]) { return guess }
    for cell in cells where key.isEqual(to: keys[cell]) { return cell }
    return nil
  }
}
