import Bytes

extension StyleSheet {
  /// Takes in the content of one `<style>` element (CSS Syntax 3), passing over what does not hide or show text.
  ///
  /// `@media` counts where it holds on a desktop's screen (`MediaQuery`), because the analyst reads the mail as a desktop
  /// client shows it: queries for phones, print and dark mode do not.
  mutating func read(_ text: Span<UInt8>) {
    read(text, depth: 0)
  }

  private mutating func read(_ text: Span<UInt8>, depth: Int) {
    var at = 0
    while at < text.count {
      at = StyleSheet.skipBlank(text, from: at)
      guard at < text.count else { return }
      guard let brace = StyleSheet.next(text, from: at, or: UInt8(ascii: "{")) else { return }
      if text[brace] == UInt8(ascii: ";") || text[brace] == UInt8(ascii: "}") {
        at = brace + 1
        continue
      }
      let close = StyleSheet.closingBrace(text, from: brace + 1)
      let head = text.extracting(at..<brace)
      let body = text.extracting((brace + 1)..<close)
      if head.count > 0, head[0] == UInt8(ascii: "@") {
        if depth < 4, StyleSheet.isRead(head) { read(body, depth: depth + 1) }
      } else {
        readRule(head, body)
      }
      at = close + 1
    }
  }

  private mutating func readRule(_ head: Span<UInt8>, _ body: Span<UInt8>) {
    let declarations = Declarations(reading: body)
    if declarations.isEmpty { return }
    if CSSComments.mayStand(in: head) {
      let bare = CSSComments.without(head)
      readSelectors(bare.span, declarations)
    } else {
      readSelectors(head, declarations)
    }
  }

  private mutating func readSelectors(_ head: Span<UInt8>, _ declarations: Declarations) {
    var start = 0
    while start <= head.count {
      let end = StyleSheet.end(head, from: start) { $0 == UInt8(ascii: ",") }
      readSelector(head.extracting(start..<end), declarations)
      start = end + 1
    }
  }

  private mutating func readSelector(_ text: Span<UInt8>, _ declarations: Declarations) {
    var compounds: [Compound] = []
    var at = 0
    while at < text.count {
      while at < text.count, text[at].isCombinator {
        if let link = Compound.Link(text[at]), !compounds.isEmpty { compounds[compounds.count - 1].link = link }
        at += 1
      }
      let start = at
      at = StyleSheet.end(text, from: start) { $0.isCombinator }
      if at == start { break }
      guard compounds.count < 8, let compound = Compound(text.extracting(start..<at)) else { return }
      compounds.append(compound)
    }
    guard let last = compounds.popLast() else { return }
    let context = StyleSheet.telling(compounds)
    if last.tag == nil, last.classes.isEmpty, last.id == nil, last.attributes.isEmpty {
      // Rules for anything are followed where they hide something, and not everything.
      let all = declarations.plain.union(declarations.important)
      guard !all.isDisjoint(with: .hides), !last.isUniversal || !context.isEmpty else { return }
    }
    add(last, context: context, declarations)
  }

  /// The compounds without the first ones that say nothing: every element is in the body and in something.
  private static func telling(_ compounds: [Compound]) -> [Compound] {
    var silent = 0
    for (index, compound) in compounds.enumerated() {
      guard compound.isBare, compound.tag == .body || compound.tag == .html || compound.tag == nil else { break }
      if compound.link == .ancestor { silent = index + 1 }
    }
    return Array(compounds[silent...])
  }

  /// The next byte that ends something, outside brackets and the quotes in them.
  static func end(_ text: Span<UInt8>, from start: Int, _ isEnd: (UInt8) -> Bool) -> Int {
    var at = start
    while at < text.count, !isEnd(text[at]) {
      switch text[at] {
      case UInt8(ascii: "["): at = closingBracket(text, from: at + 1) + 1
      case UInt8(ascii: "("): at = closingBracket(text, from: at + 1, UInt8(ascii: ")")) + 1
      case UInt8(ascii: "\\"): at += 2
      default: at += 1
      }
    }
    return min(at, text.count)
  }

  /// Where the bracket closes; the text's end where it does not.
  static func closingBracket(_ text: Span<UInt8>, from start: Int, _ bracket: UInt8 = UInt8(ascii: "]")) -> Int {
    var at = start
    while at < text.count, text[at] != bracket {
      if text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'") {
        at = text.firstIndex(of: text[at], from: at + 1) ?? text.count
      }
      at += 1
    }
    return min(at, text.count)
  }

  private static func skipBlank(_ text: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count {
      if text[at].isBlank {
        at += 1
      } else if text.hasPrefix("<!--", at: at) {
        at += 4
      } else if text.hasPrefix("-->", at: at) {
        at += 3
      } else if text.hasPrefix("/*", at: at) {
        at = CSSComments.end(text, from: at)
      } else {
        return at
      }
    }
    return at
  }

  /// The next `{`, or a `;` or `}` that ends what has none.
  private static func next(_ text: Span<UInt8>, from start: Int, or brace: UInt8) -> Int? {
    var at = start
    while at < text.count {
      switch text[at] {
      case brace, UInt8(ascii: ";"), UInt8(ascii: "}"): return at
      case UInt8(ascii: "/") where text.hasPrefix("/*", at: at): at = CSSComments.end(text, from: at)
      default: at += 1
      }
    }
    return nil
  }

  private static func closingBrace(_ text: Span<UInt8>, from start: Int) -> Int {
    var at = start
    var depth = 1
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return at }
      case UInt8(ascii: "/") where text.hasPrefix("/*", at: at):
        at = CSSComments.end(text, from: at)
        continue
      default: break
      }
      at += 1
    }
    return text.count
  }

  private static func isRead(_ head: Span<UInt8>) -> Bool {
    guard head.hasPrefix("@media") else { return head.hasPrefix("@layer") }
    return MediaQuery.holds(head.extracting(6..<head.count))
  }
}

extension UInt8 {
  /// Whether the byte stands between the compounds of a selector.
  fileprivate var isCombinator: Bool { isBlank || StyleSheet.Compound.Link(self) != nil }
}

extension StyleSheet.Compound.Link {
  /// `>`, `+` or `~`.
  fileprivate init?(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ">"): self = .parent
    case UInt8(ascii: "+"): self = .previous
    case UInt8(ascii: "~"): self = .earlier
    default: return nil
    }
  }
}
