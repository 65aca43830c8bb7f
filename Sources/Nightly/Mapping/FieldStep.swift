import Bytes
import Dump
import JSONText
import Schema
import Sedric

/// How one field of a row is filled from a record. A class, as copies of its six references cost more than the step itself.
final class FieldStep {
  /// The field's place in the row.
  let target: Int
  /// The field's name, for reasons.
  let field: String
  let shape: FieldShape
  let value: CompiledValue
  let times: TimeReader?
  let separator: [UInt8]?
  /// Which record of the interaction it is taken from; nil for each row's own.
  let take: TakenRecord?
  /// Whether times may be spelled as the file has them.
  private let isInternet: Bool
  private var lastTime = LastTime()

  init(
    target: Int, field: TargetField, value: CompiledValue, times: TimeReader?, separator: String?, take: TakenRecord?
  ) {
    self.target = target
    self.field = field.name
    shape = field.shape
    self.value = value
    self.times = times
    isInternet = times?.format == .iso8601
    self.separator = separator.map { Array($0.utf8) }
    self.take = take
  }

  /// Sets the field from the record; leaves it alone where there is no value. False then.
  @discardableResult
  func apply(
    _ record: borrowing Record, to row: inout MappedRow, _ scratch: inout MappingScratch
  ) throws(RejectReason) -> Bool {
    if shape == .text, let column = value.plainColumn {
      if record.isEmpty(column) { return false }
      row.set(target, record[column])
      return true
    }
    scratch.raw.removeAll()
    let kind = try value.append(record, field: field, to: &scratch.raw)
    if kind == .missing { return false }
    switch shape {
    case .text, .object: row.set(target, scratch.raw.span)
    case .time: try setTime(&row, &scratch)
    case .date: try setDate(&row, &scratch)
    case .boolean: try setBoolean(&row, scratch.raw.span)
    case .list: setList(kind, &row, &scratch)
    }
    return true
  }

  /// The instant that the record has in this field, for putting records in order; nil where it has none.
  func instant(
    _ record: borrowing Record, _ scratch: inout MappingScratch
  ) throws(RejectReason) -> Timestamp? {
    guard let times else { return nil }
    scratch.raw.removeAll()
    if try value.append(record, field: field, to: &scratch.raw) == .missing { return nil }
    return try times.read(scratch.raw.span, column: value.name, field: field)
  }

  private func setTime(_ row: inout MappedRow, _ scratch: inout MappingScratch) throws(RejectReason) {
    guard let times else { return row.set(target, scratch.raw.span) }
    // What is spelled as the file has it means what it says.
    if isInternet, utcSeconds(scratch.raw.span) != nil { return row.set(target, scratch.raw.span) }
    if lastTime.isAgain(scratch.raw.span, set: target, of: &row) { return }
    let instant = try times.read(scratch.raw.span, column: value.name, field: field)
    lastTime.keep(scratch.raw.span, as: instant)
    _ = lastTime.isAgain(scratch.raw.span, set: target, of: &row)
  }

  /// A day needs no zone: a time's own clock says which day it is.
  private func setDate(_ row: inout MappedRow, _ scratch: inout MappingScratch) throws(RejectReason) {
    guard let times, let civil = times.format.parse(scratch.raw.span)?.civil else {
      throw RejectReason(
        error: "type-error", field: field,
        reason:
          "\(value.name) is not a day of the pattern \(times?.format.pattern ?? "yyyy-MM-dd"). Mend the row, or set "
          + "\(value.name == field ? "its" : value.name + "'s") timestampFormat.")
    }
    scratch.cooked.removeAll()
    civil.appendDate(to: &scratch.cooked)
    row.set(target, scratch.cooked.span)
  }

  private func setBoolean(_ row: inout MappedRow, _ text: Span<UInt8>) throws(RejectReason) {
    guard let isTrue = booleanValue(text) else {
      throw RejectReason(
        error: "type-error", field: field,
        reason: "\(value.name) is neither true nor false. Mend the row, or say with \"values\" what its words mean.")
    }
    row.set(target, isTrue ? "true" : "false")
  }

  /// A list is JSON already, or items between separators, or one item.
  private func setList(_ kind: Record.ValueKind, _ row: inout MappedRow, _ scratch: inout MappingScratch) {
    if kind == .json
      || (separator == nil && scratch.raw.span.trimmed().count > 0
        && scratch.raw.span.trimmed()[0] == UInt8(ascii: "["))
    {
      return row.set(target, scratch.raw.span)
    }
    var list = ByteBuffer(capacity: scratch.raw.count + 16)
    list.append(UInt8(ascii: "["))
    var start = 0
    while start <= scratch.raw.count {
      let end = separator.flatMap { find($0, in: scratch.raw.span, from: start) } ?? scratch.raw.count
      let item = scratch.raw.span.extracting(start..<end).trimmed()
      if !item.isEmpty {
        if list.count > 1 { list.append(UInt8(ascii: ",")) }
        list.append(jsonString: item)
      }
      start = end + (separator?.count ?? 1)
    }
    list.append(UInt8(ascii: "]"))
    row.set(target, list.span)
  }

  private func find(_ separator: [UInt8], in text: Span<UInt8>, from start: Int) -> Int? {
    var at = start
    while let found = text.firstIndex(of: separator[0], from: at) {
      let end = found + separator.count
      if end <= text.count, text.extracting(found..<end).isEqual(to: separator.span) { return found }
      at = found + 1
    }
    return nil
  }
}

/// Memory for values on their way from a record to a row, reused from field to field.
struct MappingScratch: ~Copyable {
  /// The value as the record and the tables give it.
  var raw = ByteBuffer(capacity: 256)
  /// The value as the schema wants it.
  var cooked = ByteBuffer(capacity: 256)
}

extension CivilTime {
  /// Appends `2023-11-03`.
  func appendDate(to buffer: inout ByteBuffer) {
    buffer.append(decimal: year, width: 4)
    buffer.append(UInt8(ascii: "-"))
    buffer.append(decimal: month, width: 2)
    buffer.append(UInt8(ascii: "-"))
    buffer.append(decimal: day, width: 2)
  }
}
