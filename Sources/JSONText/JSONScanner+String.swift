import Bytes
import CByteScan

extension JSONScanner {
  /// Passes the string whose opening quote stands at `offset`.
  mutating func string() throws(JSONError) {
    let start = offset + 1
    var at = start
    var sawNonASCII = false
    hasEscapes = false
    while true {
      at = unsafe nf_json_plain_end(base, at, count, &sawNonASCII)
      guard at < count else { throw JSONError(.unexpectedEnd, at: count) }
      let byte = unsafe base[at]
      if byte == UInt8(ascii: "\"") { break }
      if byte < 0x20 { throw JSONError(.controlCharacter, at: at) }
      try escape(&at)
      hasEscapes = true
    }
    tokenStart = start - 1
    tokenEnd = at + 1
    if sawNonASCII, !isValidUTF8, let place = UTF8Check.firstInvalidOffset(in: slice(start, at)) {
      throw JSONError(.invalidUTF8, at: start + place)
    }
    offset = at + 1
  }

  /// Passes the escape whose backslash stands at `at`, both halves of a surrogate pair together.
  private func escape(_ at: inout Int) throws(JSONError) {
    guard at + 1 < count else { throw JSONError(.unexpectedEnd, at: count) }
    switch unsafe base[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    case UInt8(ascii: "u"):
      let unit = try codeUnit(at)
      if unit & 0xF800 != 0xD800 {
        at += 6
        return
      }
      guard unit < 0xDC00, at + 7 < count, unsafe base[at + 6] == 0x5C, unsafe base[at + 7] == 0x75,
        try codeUnit(at + 6) & 0xFC00 == 0xDC00
      else { throw JSONError(.loneSurrogate, at: at) }
      at += 12
    default: throw JSONError(.invalidEscape, at: at)
    }
  }

  /// The value of the four hexadecimal digits of a `\u` at `at`.
  private func codeUnit(_ at: Int) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for place in (at + 2)..<(at + 6) {
      guard place < count else { throw JSONError(.unexpectedEnd, at: count) }
      guard let digit = unsafe hexadecimalValue(base[place]) else { throw JSONError(.invalidEscape, at: at) }
      unit = unit << 4 | digit
    }
    return unit
  }
}

/// Appends a string's contents, which a scanner has passed, with its escapes undone.
func appendUnescaped(_ contents: Span<UInt8>, to buffer: inout ByteBuffer) {
  buffer.reserve(contents.count)
  var at = 0
  while let slash = contents.firstIndex(of: UInt8(ascii: "\\"), from: at) {
    buffer.append(contents.extracting(at..<slash))
    at = slash + 2
    switch contents[slash + 1] {
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      var unit = codeUnit(contents, at)
      at += 4
      if unit & 0xFC00 == 0xD800 {
        unit = 0x10000 + (unit & 0x3FF) << 10 + codeUnit(contents, at + 2) & 0x3FF
        at += 6
      }
      buffer.append(scalar: unit)
    default: buffer.append(contents[slash + 1])
    }
  }
  buffer.append(contents.extracting(at..<contents.count))
}

private func codeUnit(_ contents: Span<UInt8>, _ start: Int) -> UInt32 {
  (start..<(start + 4)).reduce(0) { $0 << 4 | (hexadecimalValue(contents[$1]) ?? 0) }
}

func hexadecimalValue(_ digit: UInt8) -> UInt32? {
  switch digit {
  case 0x30...0x39: UInt32(digit - 0x30)
  case 0x41...0x46: UInt32(digit - 0x37)
  case 0x61...0x66: UInt32(digit - 0x57)
  default: nil
  }
}

extension ByteBuffer {
  /// Appends a Unicode scalar value as UTF-8.
  fileprivate mutating func append(scalar value: UInt32) {
    func trail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (value >> shift) & 0x3F) }
    switch value {
    case ..<0x80: append(UInt8(value))
    case ..<0x800:
      append(UInt8(0xC0 | value >> 6))
      append(trail(0))
    case ..<0x10000:
      append(UInt8(0xE0 | value >> 12))
      append(trail(6))
      append(trail(0))
    default:
      append(UInt8(0xF0 | value >> 18))
      append(trail(12))
      append(trail(6))
      append(trail(0))
    }
  }
}
