import Bytes
import Dump
import JSONText

/// The members of a metadata object, compiled.
struct MetadataObject {
  /// One member.
  struct Member {
    let name: String
    let value: CompiledValue
    let type: MetadataType?
  }

  let members: [Member]
  let field: String

  /// Appends the object's JSON text for a record; members without a value are left out.
  func append(
    _ record: borrowing Record, to buffer: inout ByteBuffer, scratch: inout ByteBuffer
  ) throws(RejectReason) {
    buffer.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in members {
      scratch.removeAll()
      let kind = try member.value.append(record, field: field, to: &scratch)
      if kind == .missing { continue }
      if !isFirst { buffer.append(UInt8(ascii: ",")) }
      isFirst = false
      buffer.append(jsonString: member.name.utf8.span)
      buffer.append(UInt8(ascii: ":"))
      try append(scratch.span, kind, member, to: &buffer)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private func append(
    _ value: Span<UInt8>, _ kind: Record.ValueKind, _ member: Member, to buffer: inout ByteBuffer
  ) throws(RejectReason) {
    switch (member.type, kind) {
    case (.text, _), (nil, .text), (nil, .missing): buffer.append(jsonString: value)
    case (nil, .untyped):
      if isPlainNumber(value) || value.isEqual(to: "true") || value.isEqual(to: "false") {
        buffer.append(value)
      } else {
        buffer.append(jsonString: value)
      }
    case (nil, .boolean), (nil, .json): buffer.append(value)
    case (nil, .number):
      if isJSON(value, .number) { buffer.append(value) } else { buffer.append(jsonString: value) }
    case (.number, _):
      if !isJSON(value.trimmed(), .number) { throw mismatch("a number", member) }
      buffer.append(value.trimmed())
    case (.boolean, _):
      guard let isTrue = booleanValue(value) else { throw mismatch("true or false", member) }
      buffer.append(isTrue ? "true" : "false")
    case (.json, _):
      do { try checkJSON(value) } catch { throw mismatch("JSON", member) }
      buffer.append(value)
    }
  }

  private func mismatch(_ wanted: String, _ member: Member) -> RejectReason {
    RejectReason(
      error: "type-error", field: field,
      reason:
        "\(member.value.name), the metadata's \"\(member.name)\", is not \(wanted). Mend the row, or change its type.")
  }

  private func isJSON(_ value: Span<UInt8>, _ token: JSONToken) -> Bool {
    (try? checkJSON(value)) == token
  }
}

/// Whether a cell without type is a number beyond doubt: no leading zero or plus as in a number of an account or a
/// telephone, and no more than 15 digits, which a double keeps.
func isPlainNumber(_ value: Span<UInt8>) -> Bool {
  var at = 0
  if value.count > 1, value[0] == UInt8(ascii: "-") { at = 1 }
  let first = at
  while at < value.count, value[at].decimalValue != nil { at += 1 }
  let whole = at - first
  if whole == 0 || (whole > 1 && value[first] == UInt8(ascii: "0")) { return false }
  if at == value.count { return whole <= 15 }
  guard value[at] == UInt8(ascii: ".") else { return false }
  let fraction = at + 1
  at = fraction
  while at < value.count, value[at].decimalValue != nil { at += 1 }
  return at == value.count && at > fraction && whole + at - fraction <= 15
}

/// `true`, `false`, in any case, `1` and `0`; nil for anything else.
func booleanValue(_ value: Span<UInt8>) -> Bool? {
  if value.count == 1 { return value[0] == UInt8(ascii: "1") ? true : value[0] == UInt8(ascii: "0") ? false : nil }
  return value.isWord("true") ? true : value.isWord("false") ? false : nil
}

extension Span<UInt8> {
  /// Whether this is a word, in any case; the word itself is given in lower case.
  fileprivate func isWord(_ word: String) -> Bool {
    let word = word.utf8.span
    if count != word.count { return false }
    for place in indices where self[place] | 0x20 != word[place] { return false }
    return true
  }
}
