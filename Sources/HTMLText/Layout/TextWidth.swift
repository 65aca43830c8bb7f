/// How many columns text takes on a terminal.
enum TextWidth {
  /// The columns of UTF-8 text: East Asian wide characters and emoji take two, combining and zero-width ones none
  /// (Unicode Standard Annex 11, by blocks).
  static func columns(_ text: Span<UInt8>) -> Int {
    var total = 0
    var at = 0
    while at < text.count {
      let lead = text[at]
      if lead < 0x80 {
        total += 1
        at += 1
      } else {
        let length = TextClass.length(lead)
        total += columns(codePoint(text, at, length))
        at += length
      }
    }
    return total
  }

  /// The columns of one character.
  static func columns(_ value: UInt32) -> Int {
    switch value {
    case 0x0300...0x036F, 0x0591...0x05BD, 0x0610...0x061A, 0x064B...0x065F, 0x0E31, 0x0E34...0x0E3A, 0x0E47...0x0E4E,
      0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFEFF,
      0x1F3FB...0x1F3FF:
      0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  private static func codePoint(_ text: Span<UInt8>, _ at: Int, _ length: Int) -> UInt32 {
    guard at + length <= text.count else { return 0xFFFD }
    var value = UInt32(text[at]) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for index in 1..<length { value = value << 6 | UInt32(text[at + index] & 0x3F) }
    return value
  }
}
