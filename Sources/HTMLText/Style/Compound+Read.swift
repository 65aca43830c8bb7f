import Bytes

extension StyleSheet.Compound {
  /// Reads `td.a#b[href]:not(.c)`; nil for what this sheet does not follow: states, most pseudo-classes, attributes that are
  /// not kept.
  init?(_ text: Span<UInt8>) {
    var at = 0
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "["):
        let close = StyleSheet.closingBracket(text, from: at + 1)
        guard let test = AttributeTest(text.extracting((at + 1)..<close)) else { return nil }
        attributes.append(test)
        at = close + 1
      case UInt8(ascii: ":"):
        guard let end = readPseudoClass(text, from: at + 1) else { return nil }
        at = end
      case UInt8(ascii: "*") where at == 0: at += 1
      case let kind:
        guard let end = readName(text, kind, from: at) else { return nil }
        at = end
      }
    }
  }

  /// Reads a class, an id or an element's name; returns where it ends.
  private mutating func readName(_ text: Span<UInt8>, _ kind: UInt8, from start: Int) -> Int? {
    let isMarked = kind == UInt8(ascii: ".") || kind == UInt8(ascii: "#")
    let (name, end) = StyleSheet.name(text, from: isMarked ? start + 1 : start)
    guard !name.isEmpty, isMarked || start == 0 else { return nil }
    if kind == UInt8(ascii: ".") {
      classes.append(StyleSheet.classKey(name.span))
    } else if kind == UInt8(ascii: "#") {
      id = StyleSheet.idKey(name.span)
    } else {
      tag = TagTable.shared.tag(name.span)
      if tag == .other { return nil }
    }
    return end
  }

  /// Reads `:root`, `:first-child` and `:not(…)`; returns where it ends.
  private mutating func readPseudoClass(_ text: Span<UInt8>, from start: Int) -> Int? {
    let (name, end) = StyleSheet.name(text, from: start)
    if name.span.isWord("first-child") {
      isFirst = true
    } else if name.span.isWord("root"), tag == nil || tag == .html {
      tag = .html
    } else if name.span.isWord("not"), end < text.count, text[end] == UInt8(ascii: "(") {
      let close = StyleSheet.closingBracket(text, from: end + 1, UInt8(ascii: ")"))
      guard readNegations(text.extracting((end + 1)..<close)) else { return nil }
      return min(close + 1, text.count)
    } else {
      return nil
    }
    return end
  }

  private mutating func readNegations(_ list: Span<UInt8>) -> Bool {
    var start = 0
    while start <= list.count {
      let end = StyleSheet.end(list, from: start) { $0 == UInt8(ascii: ",") }
      let one = list.extracting(start..<end).trimmed()
      guard !one.isEmpty, StyleSheet.end(one, from: 0, { $0.isBlank }) == one.count,
        let compound = StyleSheet.Compound(one), compound.negations.isEmpty
      else { return false }
      negations.append(compound)
      start = end + 1
    }
    return true
  }
}

extension StyleSheet {
  /// A name with its escapes read (CSS Syntax 3, section 4.3.7), and where it ends.
  static func name(_ text: Span<UInt8>, from start: Int) -> (name: [UInt8], end: Int) {
    var name: [UInt8] = []
    var at = start
    while at < text.count {
      if text[at].isNameByte {
        name.append(text[at])
        at += 1
      } else if text[at] == UInt8(ascii: "\\"), at + 1 < text.count {
        at = readEscape(text, from: at + 1, into: &name)
      } else {
        break
      }
    }
    return (name, at)
  }

  private static func readEscape(_ text: Span<UInt8>, from start: Int, into name: inout [UInt8]) -> Int {
    var at = start
    var value: UInt32 = 0
    while at < text.count, at < start + 6, let digit = hexadecimalDigit(text[at]) {
      value = value * 16 + UInt32(digit)
      at += 1
    }
    guard at > start else {
      name.append(text[start])
      return start + 1
    }
    let character = UTF8Character(value)
    for index in 0..<character.count { name.append(character.bytes[index]) }
    return at < text.count && text[at].isBlank ? at + 1 : at
  }
}

extension UInt8 {
  /// Whether the byte may stand in a class or id name without escapes.
  fileprivate var isNameByte: Bool {
    isAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self >= 0x80
  }
}
