import Bytes
import Schema

extension TextRule {
  /// An e-mail address: `local@domain` of 3 to 254 bytes. The local part is a dot-atom (RFC 5322 section 3.2.3, with
  /// the UTF-8 of RFC 6531) of at most 64 bytes; the domain is two or more labels of letters, digits and hyphens.
  static let emailAddress = TextRule(
    name: "email-address", words: "an e-mail address such as ada@example.com",
    pattern: #"^[^\s@",:;<>()\[\]\\.]+(\.[^\s@",:;<>()\[\]\\.]+)*@[^\s@.\-_/,;:<>()][^\s@._/,;:<>()]*"#
      + #"(\.[^\s@._/,;:<>()]+)+$"#
  ) { text in
    guard text.count <= 254, let at = text.firstIndex(of: UInt8(ascii: "@")) else { return false }
    return at <= 64 && isDotAtom(text.extracting(0..<at)) && isDomain(text.extracting((at + 1)..<text.count))
  }

  /// A web address: `http` or `https`, a host, and no blanks (RFC 3986 with the UTF-8 of RFC 3987).
  static let webAddress = TextRule(
    name: "web-address", words: "a web address that starts with http:// or https://",
    pattern: #"^[hH][tT][tT][pP][sS]?://[^\s/?#<>"{}|\\^`]+([/?#][^\s<>"{}|\\^`]*)?$"#, format: "iri"
  ) { isWebAddress($0) }
}

private func isDotAtom(_ text: Span<UInt8>) -> Bool {
  var isDot = true
  for place in text.indices {
    let byte = text[place]
    if byte == UInt8(ascii: ".") {
      if isDot { return false }
      isDot = true
    } else {
      guard isAtomByte(byte) else { return false }
      isDot = false
    }
  }
  return !isDot
}

/// RFC 5322's `atext`, and everything beyond ASCII.
private func isAtomByte(_ byte: UInt8) -> Bool {
  if isLetter(byte) || isDigit(byte) || byte >= 0x80 { return true }
  switch Unicode.Scalar(byte) {
  case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~": return true
  default: return false
  }
}

/// Two or more labels of at most 63 bytes, none starting or ending with a hyphen.
private func isDomain(_ text: Span<UInt8>) -> Bool {
  var start = 0
  var labels = 0
  while start <= text.count {
    let end = text.firstIndex(of: UInt8(ascii: "."), from: start) ?? text.count
    guard isLabel(text.extracting(start..<end)) else { return false }
    labels += 1
    start = end + 1
  }
  return labels >= 2
}

private func isLabel(_ label: Span<UInt8>) -> Bool {
  guard (1...63).contains(label.count), label[0] != UInt8(ascii: "-"), label[label.count - 1] != UInt8(ascii: "-")
  else { return false }
  return label.indices.allSatisfy {
    isLetter(label[$0]) || isDigit(label[$0]) || label[$0] == UInt8(ascii: "-") || label[$0] >= 0x80
  }
}

private func isWebAddress(_ text: Span<UInt8>) -> Bool {
  guard let host = hostStart(text), host < text.count else { return false }
  for place in host..<text.count {
    let byte = text[place]
    if byte <= 0x20 || byte == 0x7F { return false }
    switch Unicode.Scalar(byte) {
    case "<", ">", "\"", "{", "}", "|", "\\", "^", "`": return false
    case "/", "?", "#": if place == host { return false }
    default: break
    }
  }
  return true
}

/// Where the host starts behind `http://` or `https://`.
private func hostStart(_ text: Span<UInt8>) -> Int? {
  for scheme: StaticString in ["https://", "http://"] {
    let length = scheme.utf8CodeUnitCount
    guard text.count >= length else { continue }
    let same = (0..<length).allSatisfy { place in
      let byte = text[place]
      return unsafe (isLetter(byte) ? byte | 0x20 : byte) == scheme.utf8Start[place]
    }
    if same { return length }
  }
  return nil
}
