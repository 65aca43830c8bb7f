/// What a byte of text is to the layout.
enum TextClass: UInt8 {
  case plain
  case space
  /// The first byte of a character that may be a space, a mark or nothing.
  case lead
  case control

  /// The class of a byte.
  static func of(_ byte: UInt8) -> TextClass {
    switch byte {
    case 0x21...0x7E: .plain
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20: .space
    case 0..<0x20, 0x7F: .control
    case 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF: .lead
    default: .plain
    }
  }

  /// Bit `n` is set where the byte `64 * index + n` is plain.
  private static func isPlain(_ byte: UInt8) -> Bool {
    let bits: UInt64 =
      switch byte >> 6 {
      case 0: 0xFFFF_FFFE_0000_0000
      case 1: 0x7FFF_FFFF_FFFF_FFFF
      case 2: 0xFFFF_FFFF_FFFF_FFFF
      default: 0xFFFF_7FF1_FEFF_DFFB
      }
    return bits >> UInt64(byte & 63) & 1 == 1
  }

  /// The end of the run of plain bytes at `start`, single spaces between them included.
  static func endOfPlain(_ bytes: Span<UInt8>, from start: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var at = start + 1
      while at < bytes.count {
        let byte = unsafe bytes[at]
        if isPlain(byte) {
          at += 1
        } else if byte == 0x20 {
          let next = at + 1
          guard next < bytes.count, unsafe isPlain(bytes[next]) else { return at }
          at = next + 1
        } else {
          return at
        }
      }
      return at
    }
  }

  /// The length of the character that the byte leads.
  static func length(_ lead: UInt8) -> Int { lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

  /// What a character is beside a letter.
  enum Special {
    case letter, hardSpace, softSpace, nothing, joiner, direction
  }

  /// Tells a character of two or three bytes.
  static func special(_ character: Span<UInt8>) -> Special {
    let second = UInt32(character[1])
    if character.count == 2 { return special(UInt32(character[0] & 0x1F) << 6 | second & 0x3F) }
    return special(UInt32(character[0] & 0x0F) << 12 | (second & 0x3F) << 6 | UInt32(character[2] & 0x3F))
  }

  private static func special(_ value: UInt32) -> Special {
    switch value {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x2800: .hardSpace
    case 0x85, 0x2028, 0x2029: .softSpace
    case 0x80...0x9F, 0xAD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x2060...0x2064, 0x3164, 0xFEFF,
      0xFFA0,
      0xFFFE, 0xFFFF:
      .nothing
    case 0x200C, 0x200D: .joiner
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .direction
    default: .letter
    }
  }
}
