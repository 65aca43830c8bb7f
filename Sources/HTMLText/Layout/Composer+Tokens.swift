import Bytes

extension Composer {
  /// Takes a text or a void element.
  mutating func take(_ token: MarkupToken) {
    if isTooDeep { return }
    if isSeen {
      place = token.start
      endPlace = max(endPlace, token.end)
    }
    switch token.kind {
    case .startTag, .element, .endOfElement: break
    case .void:
      start(token.tag, note: Int(token.note))
      endElement()
    case .rawText:
      let source = source
      if isSeen { text(source.span(token)) }
    case .text:
      let source = source
      if isSeen { decoded(source.span(token)) }
    }
  }

  /// Takes text with its references decoded on the way.
  private mutating func decoded(_ bytes: Span<UInt8>) {
    var at = 0
    while let ampersand = bytes.firstIndex(of: UInt8(ascii: "&"), from: at) {
      if ampersand > at { text(bytes.extracting(at..<ampersand)) }
      if let reference = CharacterReference.read(bytes, at: ampersand) {
        character(reference.first)
        if reference.second > 0 { character(reference.second) }
        at = ampersand + reference.length
      } else {
        text(bytes.extracting(ampersand..<(ampersand + 1)))
        at = ampersand + 1
      }
    }
    if at < bytes.count { text(bytes.extracting(at..<bytes.count)) }
  }

  private mutating func character(_ value: UInt32) {
    let character = UTF8Character(value)
    text(character.bytes.span.extracting(0..<character.count))
  }
}

/// One character's UTF-8 bytes.
struct UTF8Character {
  private(set) var bytes: InlineArray<4, UInt8> = .init(repeating: 0)
  private(set) var count: Int

  /// The bytes of a code point; what is no scalar value becomes U+FFFD.
  init(_ codePoint: UInt32) {
    let value = Unicode.Scalar(codePoint) == nil ? 0xFFFD : codePoint
    switch value {
    case 0..<0x80:
      bytes[0] = UInt8(value)
      count = 1
    case 0x80..<0x800:
      bytes[0] = UInt8(0xC0 | value >> 6)
      bytes[1] = UInt8(0x80 | value & 0x3F)
      count = 2
    case 0x800..<0x1_0000:
      bytes[0] = UInt8(0xE0 | value >> 12)
      bytes[1] = UInt8(0x80 | value >> 6 & 0x3F)
      bytes[2] = UInt8(0x80 | value & 0x3F)
      count = 3
    default:
      bytes[0] = UInt8(0xF0 | value >> 18)
      bytes[1] = UInt8(0x80 | value >> 12 & 0x3F)
      bytes[2] = UInt8(0x80 | value >> 6 & 0x3F)
      bytes[3] = UInt8(0x80 | value & 0x3F)
      count = 4
    }
  }
}
