import Bytes

extension StyleSheet {
  /// Takes in the content of one `<style>` element (CSS Syntax 3), passing over what does not hide or show text.
  ///
  /// `@media` counts when it holds for a screen of any width (`screen`, `all`); queries for phones, print and dark mode
  /// do not, because the analyst reads the mail as a desktop client shows it.
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
      while at < text.count, text[at].isBlank || text[at] == UInt8(ascii: ">") {
        if text[at] == UInt8(ascii: ">"), !compounds.isEmpty { compounds[compounds.count - 1].isParent = true }
        at += 1
      }
      let start = at
      at = StyleSheet.end(text, from: start) { $0.isBlank || $0 == UInt8(ascii: ">") }
      if at == start { break }
      guard compounds.count < 8, let compound = Compound(text.extracting(start..<at)) else { return }
      compounds.append(compound)
    }
    guard let last = compounds.popLast(), !last.isEmpty else { return }
    add(last, ancestors: compounds.filter { !$0.isEmpty && $0.tag != .body && $0.tag != .html }, declarations)
  }

  /// The next byte that ends something, outside brackets and the quotes in them.
  static func end(_ text: Span<UInt8>, from start: Int, _ isEnd: (UInt8) -> Bool) -> Int {
    var at = start
    while at < text.count, !isEnd(text[at]) {
      at = text[at] == UInt8(ascii: "[") ? closingBracket(text, from: at + 1) + 1 : at + 1
    }
    return min(at, text.count)
  }

  /// Where the bracket closes; the text's end where it does not.
  static func closingBracket(_ text: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count, text[at] != UInt8(ascii: "]") {
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
    return isForDesktop(head.extracting(6..<head.count))
  }

  /// Whether a media query holds for a screen of any width.
  static func isForDesktop(_ query: Span<UInt8>) -> Bool {
    let query = query.trimmed()
    if query.firstIndex(of: UInt8(ascii: "(")) != nil { return false }
    return query.isEmpty || query.isWord("all") || query.isWord("screen") || query.isWord("only screen")
      || query.hasPrefix("screen,") || query.hasPrefix("all,")
  }
}

extension StyleSheet.Compound {
  /// Reads `td.a#b[href]`; nil for what this sheet does not follow: pseudo-classes, siblings, attributes that are not kept.
  init?(_ text: Span<UInt8>) {
    var at = 0
    var start = 0
    while at < text.count {
      let kind = text[at]
      if kind == UInt8(ascii: "[") {
        let close = StyleSheet.closingBracket(text, from: at + 1)
        guard let test = AttributeTest(text.extracting((at + 1)..<close)) else { return nil }
        attributes.append(test)
        at = close + 1
        continue
      }
      if kind == UInt8(ascii: ".") || kind == UInt8(ascii: "#") { at += 1 }
      start = at
      while at < text.count, text[at].isNameByte { at += 1 }
      let name = text.extracting(start..<at)
      switch kind {
      case UInt8(ascii: "."): classes.append(StyleSheet.classKey(name))
      case UInt8(ascii: "#"): id = StyleSheet.idKey(name)
      case UInt8(ascii: "*") where name.isEmpty:
        at += 1
        continue
      default:
        guard start == 0, !name.isEmpty else { return nil }
        tag = TagTable.shared.tag(name)
        if tag == .other { return nil }
      }
      if name.isEmpty { return nil }
    }
  }
}

extension UInt8 {
  /// Whether the byte may stand in a class or id name without escapes.
  fileprivate var isNameByte: Bool {
    isAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self >= 0x80
  }
}
