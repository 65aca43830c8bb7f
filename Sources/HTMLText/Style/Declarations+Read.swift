import Bytes

extension Declarations {
  /// Reads `property: value; …` (CSS Syntax 3, section 5.4.4), taking only what `Style` knows; anything else is passed over.
  init(reading text: Span<UInt8>) {
    if CSSComments.mayStand(in: text) {
      let bare = CSSComments.without(text)
      readAll(bare.span)
    } else {
      readAll(text)
    }
  }

  private mutating func readAll(_ text: Span<UInt8>) {
    var start = 0
    while start < text.count {
      let end = Declarations.endOfDeclaration(text, from: start)
      if end > start, Declarations.mayMatter(text, at: start) { read(text.extracting(start..<end)) }
      start = end + 1
    }
  }

  /// A quick look at a declaration's first letter; most declarations of a newsletter end here.
  private static func mayMatter(_ text: Span<UInt8>, at start: Int) -> Bool {
    var at = start
    while at < text.count, text[at].isBlank { at += 1 }
    guard at < text.count else { return false }
    switch text[at] | 0x20 {
    case UInt8(ascii: "d"), UInt8(ascii: "v"), UInt8(ascii: "f"), UInt8(ascii: "c"), UInt8(ascii: "w"),
      UInt8(ascii: "m"), UInt8(ascii: "o"), UInt8(ascii: "h"), UInt8(ascii: "t"), UInt8(ascii: "l"),
      UInt8(ascii: "p"):
      return true
    default: return false
    }
  }

  /// The next `;` outside quotes and brackets.
  private static func endOfDeclaration(_ text: Span<UInt8>, from start: Int) -> Int {
    var at = start
    var depth = 0
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: ";") where depth == 0: return at
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth = max(0, depth - 1)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if let close = text.firstIndex(of: text[at], from: at + 1) { at = close }
      default: break
      }
      at += 1
    }
    return text.count
  }

  private mutating func read(_ declaration: Span<UInt8>) {
    guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = declaration.extracting(0..<colon).trimmed()
    var value = declaration.extracting((colon + 1)..<declaration.count).trimmed()
    var isImportant = false
    if let mark = value.firstIndex(of: UInt8(ascii: "!")) {
      isImportant = value.extracting((mark + 1)..<value.count).trimmed().hasPrefix("important")
      value = value.extracting(0..<mark).trimmed()
    }
    guard let property = Property(name) else { return }
    let style = property.style(value)
    if style.isEmpty { return }
    if isImportant {
      important.overlay(style)
    } else {
      plain.overlay(style)
    }
  }
}
