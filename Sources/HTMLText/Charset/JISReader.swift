import Bytes

/// ISO-2022-JP (RFC 1468) with what mail puts into it beyond the standard: half-width katakana, and NEC's and IBM's rows with
/// circled numbers and the like, as browsers read it (WHATWG Encoding, section 13.2).
///
/// iconv knows neither, but has both in code page 932, which holds the same rows shifted: so the text is shifted first.
enum JISReader {
  private enum State {
    case ascii, roman, katakana, kanji
  }

  /// The text in code page 932. What is no JIS stays as it is.
  static func shifted(_ source: Span<UInt8>) -> ByteBuffer {
    var output = ByteBuffer(capacity: source.count)
    var state = State.ascii
    var at = 0
    while at < source.count {
      let byte = source[at]
      if byte == 0x1B, let (next, length) = escape(source, at) {
        state = next
        at += length
      } else if state == .kanji, at + 1 < source.count, isCell(byte), isCell(source[at + 1]) {
        shift(byte - 0x20, source[at + 1] - 0x20, into: &output)
        at += 2
      } else {
        // A line ends in ASCII, whatever was before (RFC 1468).
        if byte == 0x0A { state = .ascii }
        output.append(state == .katakana && byte >= 0x21 && byte <= 0x5F ? byte + 0x80 : byte)
        at += 1
      }
    }
    return output
  }

  private static func isCell(_ byte: UInt8) -> Bool { byte >= 0x21 && byte <= 0x7E }

  /// Reads `ESC ( B`, `ESC $ B` and their kin.
  private static func escape(_ source: Span<UInt8>, _ at: Int) -> (State, Int)? {
    guard at + 2 < source.count else { return nil }
    switch (source[at + 1], source[at + 2]) {
    case (UInt8(ascii: "("), UInt8(ascii: "B")): return (.ascii, 3)
    case (UInt8(ascii: "("), UInt8(ascii: "J")): return (.roman, 3)
    case (UInt8(ascii: "("), UInt8(ascii: "I")): return (.katakana, 3)
    case (UInt8(ascii: "$"), UInt8(ascii: "B")), (UInt8(ascii: "$"), UInt8(ascii: "@")): return (.kanji, 3)
    case (UInt8(ascii: "$"), UInt8(ascii: "(")):
      return at + 3 < source.count && "@BOQ".utf8.contains(source[at + 3]) ? (.kanji, 4) : nil
    default: return nil
    }
  }

  /// A row and a cell of 94 by 94 as two bytes of Shift JIS.
  private static func shift(_ row: UInt8, _ cell: UInt8, into output: inout ByteBuffer) {
    let lead = (row - 1) / 2
    output.append(lead < 31 ? 0x81 + lead : 0xC1 + lead)
    if row % 2 == 1 {
      output.append(cell < 64 ? 0x3F + cell : 0x40 + cell)
    } else {
      output.append(0x9E + cell)
    }
  }

  /// Whether bytes that no label tells of can be nothing else: ASCII with kanji between escapes.
  static func isLikely(_ source: Span<UInt8>) -> Bool {
    guard let escape = source.firstIndex(of: 0x1B) else { return false }
    return source.hasPrefix("\u{1B}$b", at: escape) || source.hasPrefix("\u{1B}$@", at: escape)
  }
}
