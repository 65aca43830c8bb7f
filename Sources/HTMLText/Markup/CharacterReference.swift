import Bytes

/// One decoded `&…` (HTML, section 13.2.5.72 and on).
struct CharacterReference {
  /// The code point.
  var first: UInt32
  /// A second code point, or 0.
  var second: UInt32 = 0
  /// How many bytes it took in the source, the `&` included.
  var length: Int

  /// Reads the reference that begins with the `&` at `at`, or nil where the `&` stands for itself.
  ///
  /// In an attribute, a name without its semicolon before `=`, a letter or a digit is not a reference: addresses hold
  /// `&copy=1`.
  static func read(_ source: Span<UInt8>, at: Int, inAttribute: Bool = false) -> CharacterReference? {
    guard at + 1 < source.count else { return nil }
    return source[at + 1] == UInt8(ascii: "#")
      ? readNumber(source, at: at) : readName(source, at: at, inAttribute: inAttribute)
  }

  private static func readNumber(_ source: Span<UInt8>, at: Int) -> CharacterReference? {
    var next = at + 2
    guard next < source.count else { return nil }
    let isHexadecimal = source[next] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { next += 1 }
    let radix: UInt32 = isHexadecimal ? 16 : 10
    let firstDigit = next
    var value: UInt32 = 0
    while next < source.count, let digit = hexadecimalDigit(source[next]), UInt32(digit) < radix {
      value = min(value * radix + UInt32(digit), 0x11_0000)
      next += 1
    }
    guard next > firstDigit else { return nil }
    if next < source.count, source[next] == UInt8(ascii: ";") { next += 1 }
    return CharacterReference(first: meant(value), length: next - at)
  }

  /// The code point that browsers show for a number: Windows-1252 for the C1 range, U+FFFD for what is none.
  private static func meant(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x80...0x9F: UInt32(windows1252[Int(value) - 0x80])
    case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
    default: value
    }
  }

  private static func readName(_ source: Span<UInt8>, at: Int, inAttribute: Bool) -> CharacterReference? {
    var end = at + 1
    let limit = min(source.count, at + 1 + EntityTable.longestName)
    while end < limit, source[end].isAlphanumeric { end += 1 }
    guard end > at + 1 else { return nil }
    if end < source.count, source[end] == UInt8(ascii: ";") {
      if let entity = EntityTable.shared.entity(source.extracting((at + 1)..<end)) {
        return CharacterReference(first: entity.first, second: entity.second, length: end + 1 - at)
      }
    }
    return readLegacyName(source, at: at, end: end, inAttribute: inAttribute)
  }

  private static func readLegacyName(
    _ source: Span<UInt8>, at: Int, end: Int, inAttribute: Bool
  ) -> CharacterReference? {
    var length = min(end - at - 1, EntityTable.longestLegacyName)
    while length >= 2 {
      if let entity = EntityTable.shared.entity(source.extracting((at + 1)..<(at + 1 + length))), entity.isLegacy {
        let next = at + 1 + length
        if inAttribute, next < source.count, source[next].isAlphanumeric || source[next] == UInt8(ascii: "=") {
          return nil
        }
        return CharacterReference(first: entity.first, second: entity.second, length: length + 1)
      }
      length -= 1
    }
    return nil
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter or digit.
  var isAlphanumeric: Bool { isLetter || (self >= 48 && self <= 57) }

  /// Whether the byte is an ASCII letter.
  var isLetter: Bool { (self | 0x20) >= 97 && (self | 0x20) <= 122 }

  /// The byte in lower case where it is an ASCII capital.
  var lowercased: UInt8 { self >= 65 && self <= 90 ? self | 0x20 : self }
}

/// What Windows-1252 has at 0x80 to 0x9F (WHATWG Encoding, index windows-1252); five places are C1 controls.
let windows1252: [UInt16] = [
  0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
  0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
  0x0153, 0x009D, 0x017E, 0x0178,
]

extension ByteBuffer {
  /// Appends a code point as UTF-8; what is no scalar value becomes U+FFFD.
  mutating func append(codePoint value: UInt32) {
    let character = UTF8Character(value)
    append(character.bytes.span.extracting(0..<character.count))
  }
}
