import Bytes

/// Comments of style sheets and `style` attributes (CSS Syntax 3, section 4.3.2), which may stand between any two tokens.
enum CSSComments {
  /// A quick look; most declarations have no slash.
  static func mayStand(in text: Span<UInt8>) -> Bool {
    text.firstIndex(of: UInt8(ascii: "/")) != nil && text.holds("/*")
  }

  /// The text with its comments taken out.
  static func without(_ text: Span<UInt8>) -> [UInt8] {
    var bare: [UInt8] = []
    var at = 0
    while at < text.count {
      if text.hasPrefix("/*", at: at) {
        at = end(text, from: at)
      } else {
        bare.append(text[at])
        at += 1
      }
    }
    return bare
  }

  /// Where the comment that starts at `start` ends: behind its `*/`, or with the text.
  static func end(_ text: Span<UInt8>, from start: Int) -> Int {
    var at = start + 2
    while let star = text.firstIndex(of: UInt8(ascii: "*"), from: at) {
      if star + 1 < text.count, text[star + 1] == UInt8(ascii: "/") { return star + 2 }
      at = star + 1
    }
    return text.count
  }
}
