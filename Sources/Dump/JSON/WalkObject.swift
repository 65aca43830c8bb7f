import Bytes
import JSONText

/// Hands each value of a JSON object to `visit`, with its name and what it is; the members of nested objects come with
/// their path (`contact.email`), or where it `flattens` not the object as JSON text. Arrays and empty objects come as JSON text. `null` counts as a value that is missing.
///
/// Throws where `text` is no JSON object.
func walkObject(
  _ text: Span<UInt8>, flattens: Bool = true, _ visit: (String, Span<UInt8>, Record.ValueKind) -> Void
) throws(JSONError) {
  var scanner = JSONScanner(text)
  guard try scanner.next() == .objectStart else { throw JSONError(.unexpectedByte, at: scanner.tokenStart) }
  var prefixes: [String] = [""]
  var name = ""
  var unescaped = ByteBuffer(capacity: 64)
  var isEmptyObject = false
  while true {
    let token = try scanner.next()
    let start = scanner.tokenStart
    switch token {
    case .key:
      unescaped.removeAll()
      scanner.appendString(to: &unescaped)
      name = prefixes[prefixes.count - 1] + String(repairing: unescaped.span)
      isEmptyObject = false
    case .objectStart where !flattens:
      try scanner.skip(token)
      visit(name, scanner.slice(start, scanner.offset), .json)
    case .objectStart:
      prefixes.append("\(name).")
      isEmptyObject = true
    case .objectEnd:
      let prefix = prefixes.removeLast()
      if isEmptyObject, !prefixes.isEmpty { visit(String(prefix.dropLast()), "{}".utf8.span, .json) }
      isEmptyObject = false
    case .arrayStart:
      try scanner.skip(token)
      visit(name, scanner.slice(start, scanner.offset), .json)
    case .string:
      unescaped.removeAll()
      scanner.appendString(to: &unescaped)
      visit(name, unescaped.span, .text)
    case .number: visit(name, scanner.tokenBytes, .number)
    case .true: visit(name, "true".utf8.span, .boolean)
    case .false: visit(name, "false".utf8.span, .boolean)
    case .null: visit(name, "".utf8.span, .missing)
    case .arrayEnd: break
    case .end: return
    }
  }
}
