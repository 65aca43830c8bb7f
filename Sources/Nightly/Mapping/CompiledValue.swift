import Bytes
import Dump

/// A field's source with its columns numbered and its tables loaded, ready for every record.
final class CompiledValue {
  /// The first step.
  enum Origin {
    case column(Int)
    case constant([UInt8], Record.ValueKind)
    case template([Piece])
  }

  /// A part of a template.
  enum Piece {
    case text([UInt8])
    case value(CompiledValue)
  }

  let origin: Origin
  let lookup: LookupTable?
  let values: ValueMap?
  let fallback: ConstantBytes?
  /// What it is called in messages: the column, or the place in the configuration.
  let name: String

  init(
    origin: Origin, lookup: LookupTable? = nil, values: ValueMap? = nil, fallback: ConstantBytes? = nil, name: String
  ) {
    self.origin = origin
    self.lookup = lookup
    self.values = values
    self.fallback = fallback
    self.name = name
  }

  /// The column whose value is taken as it is, where nothing else is done to it.
  var plainColumn: Int? {
    guard case .column(let column) = origin, lookup == nil, values == nil, fallback == nil else {
      return nil
    }
    return column
  }

  /// Adds the columns that the value is made from. Whatever else it needs is the same for all records.
  func collectColumns(_ columns: inout Set<Int>) {
    switch origin {
    case .column(let column): columns.insert(column)
    case .constant: break
    case .template(let pieces):
      for case .value(let value) in pieces { value.collectColumns(&columns) }
    }
  }

  /// Appends the record's value to `buffer` and says what it is; `.missing` where there is none.
  func append(
    _ record: borrowing Record, field: String, to buffer: inout ByteBuffer
  ) throws(RejectReason) -> Record.ValueKind {
    let start = buffer.count
    var kind = try appendOrigin(record, field: field, to: &buffer)
    if buffer.count == start { kind = .missing }
    if kind != .missing, let lookup { kind = try join(lookup, field: field, &buffer, from: start) }
    if kind != .missing, let values { kind = try replace(values, field: field, &buffer, from: start) }
    if kind == .missing, let fallback {
      buffer.truncate(to: start)
      buffer.append(fallback.bytes.span)
      return fallback.kind
    }
    return kind
  }

  private func appendOrigin(
    _ record: borrowing Record, field: String, to buffer: inout ByteBuffer
  ) throws(RejectReason) -> Record.ValueKind {
    switch origin {
    case .column(let column):
      buffer.append(record[column])
      return record.kind(column)
    case .constant(let bytes, let kind):
      buffer.append(bytes.span)
      return kind
    case .template(let pieces):
      return try appendTemplate(pieces, record, field: field, to: &buffer)
    }
  }

  /// A template whose values are all missing is missing itself, so that a default can stand in.
  private func appendTemplate(
    _ pieces: [Piece], _ record: borrowing Record, field: String, to buffer: inout ByteBuffer
  ) throws(RejectReason) -> Record.ValueKind {
    var (values, missing) = (0, 0)
    for piece in pieces {
      switch piece {
      case .text(let text): buffer.append(text.span)
      case .value(let value):
        values += 1
        if try value.append(record, field: field, to: &buffer) == .missing { missing += 1 }
      }
    }
    return values > 0 && missing == values ? .missing : .text
  }

  private func join(
    _ lookup: LookupTable, field: String, _ buffer: inout ByteBuffer, from start: Int
  ) throws(RejectReason) -> Record.ValueKind {
    let table = lookup.configuration
    switch lookup.find(buffer.span.extracting(start..<buffer.count)) {
    case .found(let entry):
      buffer.truncate(to: start)
      lookup.append(entry, to: &buffer)
      return buffer.count == start ? .missing : .text
    case .missing:
      switch table.missing {
      case .keep: return .text
      case .empty:
        buffer.truncate(to: start)
        return .missing
      case .reject:
        throw RejectReason(
          error: "foreign-key", field: field,
          reason: "\(name) is not in \(table.table).\(table.key). Add the row there, or mend this one.")
      }
    case .ambiguous:
      throw RejectReason(
        error: "foreign-key", field: field,
        reason: "\(table.table) has rows of the same \(table.key) with different \(table.value). Keep one of them.")
    }
  }

  private func replace(
    _ values: ValueMap, field: String, _ buffer: inout ByteBuffer, from start: Int
  ) throws(RejectReason) -> Record.ValueKind {
    guard let constant = values.find(buffer.span.extracting(start..<buffer.count)) else {
      if fallback != nil {
        buffer.truncate(to: start)
        return .missing
      }
      throw RejectReason(
        error: "constraint-error", field: field,
        reason:
          "\(name) holds a value that its \"values\" in the configuration do not list. Add it there, or mend the row.")
    }
    buffer.truncate(to: start)
    buffer.append(constant.bytes.span)
    return constant.bytes.isEmpty ? .missing : constant.kind
  }
}

/// A constant of the configuration as bytes.
struct ConstantBytes {
  let bytes: [UInt8]
  let kind: Record.ValueKind

  init(_ value: ConstantValue) {
    switch value {
    case .text(let text): (bytes, kind) = (Array(text.utf8), .text)
    case .number(let text): (bytes, kind) = (Array(text.utf8), .number)
    case .boolean(let value): (bytes, kind) = (Array((value ? "true" : "false").utf8), .boolean)
    }
  }
}

/// What stands in place of which value.
struct ValueMap {
  private let keys: [[UInt8]]
  private let constants: [ConstantBytes]

  init(_ values: [String: ConstantValue]) {
    let sorted = values.sorted { $0.key < $1.key }
    keys = sorted.map { Array($0.key.utf8) }
    constants = sorted.map { ConstantBytes($0.value) }
  }

  /// What stands in place of `value`; maps are short, so they are searched from the start.
  func find(_ value: Span<UInt8>) -> ConstantBytes? {
    for (index, key) in keys.enumerated() where value.isEqual(to: key.span) { return constants[index] }
    return nil
  }
}
