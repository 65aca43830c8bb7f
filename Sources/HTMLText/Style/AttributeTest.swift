import Bytes

/// `[class^="x" i]`: what a selector asks of an attribute (Selectors 4, section 6).
struct AttributeTest: Sendable, Hashable {
  /// How the value is compared.
  enum Relation: UInt8, Sendable {
    /// Any value will do.
    case exists = 0
    case equals = 0x3D
    /// One of its words.
    case hasWord = 0x7E
    /// It, or it and a hyphen and more.
    case hasLanguage = 0x7C
    case begins = 0x5E
    case ends = 0x24
    case contains = 0x2A
  }

  var name: Attribute
  var relation: Relation
  var value: [UInt8] = []
  var ignoresCase = false

  /// Reads what stands between the brackets; nil for attributes that are not kept and what is no test.
  init?(_ brackets: Span<UInt8>) {
    let text = brackets.trimmed()
    var at = 0
    while at < text.count, !text[at].isBlank, Relation(rawValue: text[at]) == nil { at += 1 }
    guard let name = Attribute(text.extracting(first: at)) else { return nil }
    self.name = name
    // Values of these are compared in any case (HTML, section 4.16.2).
    ignoresCase = name == .align || name == .type || name == .checked
    while at < text.count, text[at].isBlank { at += 1 }
    guard at < text.count else {
      relation = .exists
      return
    }
    guard let relation = Relation(rawValue: text[at]) else { return nil }
    self.relation = relation
    if relation != .equals { at += 1 }
    guard at < text.count, text[at] == UInt8(ascii: "=") else { return nil }
    readValue(text.extracting((at + 1)..<text.count).trimmed())
  }

  private mutating func readValue(_ text: Span<UInt8>) {
    guard let quote = text.isEmpty ? nil : text[0] else { return }
    var end = 0
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      end = text.firstIndex(of: quote, from: 1) ?? text.count
      value = text.extracting(1..<end).array()
      end = min(end + 1, text.count)
    } else {
      while end < text.count, !text[end].isBlank { end += 1 }
      value = text.extracting(first: end).array()
    }
    let flag = text.extracting(end..<text.count).trimmed()
    if flag.isWord("i") { ignoresCase = true } else if flag.isWord("s") { ignoresCase = false }
    if ignoresCase { value = AttributeTest.lowercased(value.span) }
  }

  /// Whether an attribute's value passes.
  func holds(_ given: Span<UInt8>) -> Bool {
    ignoresCase ? passes(AttributeTest.lowercased(given).span) : passes(given)
  }

  private func passes(_ given: Span<UInt8>) -> Bool {
    // An empty text is in every other, but a selector with one matches nothing.
    if value.isEmpty, relation != .exists, relation != .equals, relation != .hasLanguage { return false }
    switch relation {
    case .exists: return true
    case .equals: return given.isEqual(to: value.span)
    case .hasWord: return hasWord(given)
    case .hasLanguage:
      return given.starts(with: value.span)
        && (given.count == value.count || given[value.count] == UInt8(ascii: "-"))
    case .begins: return given.starts(with: value.span)
    case .ends:
      return given.count >= value.count
        && given.extracting((given.count - value.count)..<given.count).isEqual(to: value.span)
    case .contains: return isIn(given)
    }
  }

  private func hasWord(_ given: Span<UInt8>) -> Bool {
    var at = 0
    while at < given.count {
      while at < given.count, given[at].isBlank { at += 1 }
      let start = at
      while at < given.count, !given[at].isBlank { at += 1 }
      if at > start, given.extracting(start..<at).isEqual(to: value.span) { return true }
    }
    return false
  }

  /// Attributes that are long, as addresses of images in the mail itself, are looked at in their first bytes only.
  private func isIn(_ given: Span<UInt8>) -> Bool {
    var at = 0
    while let found = given.firstIndex(of: value[0], from: at), found < 4096 {
      if given.count - found >= value.count,
        given.extracting(found..<(found + value.count)).isEqual(to: value.span)
      {
        return true
      }
      at = found + 1
    }
    return false
  }

  private static func lowercased(_ text: Span<UInt8>) -> [UInt8] {
    text.indices.map { text[$0] &- UInt8(ascii: "A") < 26 ? text[$0] | 0x20 : text[$0] }
  }
}

extension Attribute {
  /// The attribute's place in a set of them.
  var bit: UInt32 { 1 << UInt32(rawValue) }
}
