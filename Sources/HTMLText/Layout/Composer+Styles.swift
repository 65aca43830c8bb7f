import Bytes

extension Composer {
  /// The style of an element that begins now: its `hidden` attribute, the mail's own rules, its `style` attribute, each
  /// stronger than the one before, and then what is `!important` in the same order (CSS Cascade 4, section 6).
  mutating func resolvedStyle(_ tag: Tag, note: Int) -> Style {
    var style: Style = tag == .template ? .displayNone : []
    if note >= 0, value(.hidden, of: note) != nil { style = .displayNone }
    guard hasSheet else {
      if note >= 0 {
        style.overlay(notes[note].style.plain)
        style.overlay(notes[note].style.important)
      }
      return style
    }
    let ruled = ruledDeclarations(tag, note: note)
    style.overlay(ruled.plain)
    if note >= 0 { style.overlay(notes[note].style.plain) }
    style.overlay(ruled.important)
    if note >= 0 { style.overlay(notes[note].style.important) }
    return style
  }

  /// What the sheet's matching rules say together, and the element's keys put on the stack.
  private mutating func ruledDeclarations(_ tag: Tag, note: Int) -> Declarations {
    let firstKey = keys.count
    if note >= 0 { addKeys(note) }
    var matched: [StyleSheet.Rule] = []
    if sheet.ruledTags.contains(tag) { match(StyleSheet.key(tag), tag, firstKey, note, into: &matched) }
    for index in firstKey..<keys.count where sheet.mayRule(keys[index]) {
      match(keys[index], tag, firstKey, note, into: &matched)
    }
    if sheet.hasUniversalRules || note >= 0 && sheet.ruledAttributes != 0 {
      match(StyleSheet.anyKey, tag, firstKey, note, into: &matched)
    }
    if matched.count > 1 {
      matched.sort { ($0.specificity, $0.order) < ($1.specificity, $1.order) }
    }
    var result = Declarations()
    for rule in matched { result.overlay(rule.declarations) }
    return result
  }

  /// Puts the hashes of an element's classes and id on the stack; more than 32 classes are not followed.
  mutating func addKeys(_ note: Int) {
    let range = Int(notes[note].firstAttribute)..<Int(notes[note].firstAttribute + notes[note].attributeCount)
    for index in range {
      let attribute = attributes[index]
      if attribute.kind == .id { keys.append(StyleSheet.idKey(source.span(attribute).trimmed())) }
      guard attribute.kind == .class else { continue }
      let names = source.span(attribute)
      var at = 0
      var left = 32
      while at < names.count, left > 0 {
        while at < names.count, names[at].isBlank { at += 1 }
        let start = at
        while at < names.count, !names[at].isBlank { at += 1 }
        if at > start { keys.append(StyleSheet.classKey(names.extracting(start..<at))) }
        left -= 1
      }
    }
  }

  /// The value of an attribute of a note, or nil.
  func value(_ kind: Attribute, of note: Int) -> AttributeRange? {
    guard note >= 0 else { return nil }
    let first = Int(notes[note].firstAttribute)
    for index in first..<(first + Int(notes[note].attributeCount)) where attributes[index].kind == kind {
      return attributes[index]
    }
    return nil
  }

  /// An attribute that is a whole number, at most `limit` either way.
  func number(_ kind: Attribute, of note: Int, limit: Int = 1_000_000) -> Int? {
    guard let range = value(kind, of: note) else { return nil }
    let text = source.span(range).trimmed()
    var at = 0
    let isNegative = !text.isEmpty && text[0] == UInt8(ascii: "-")
    if isNegative { at = 1 }
    guard at < text.count, text[at].decimalValue != nil else { return nil }
    var result = 0
    while at < text.count, let digit = text[at].decimalValue {
      result = min(result * 10 + digit, limit)
      at += 1
    }
    return isNegative ? -result : result
  }

  /// Whether an attribute is the word, in any case.
  func isWord(_ word: StaticString, _ kind: Attribute, of note: Int) -> Bool {
    guard let range = value(kind, of: note) else { return false }
    return source.span(range).trimmed().isWord(word)
  }

  /// An attribute's value with its references decoded.
  func decoded(_ range: AttributeRange) -> [UInt8] {
    let text = source.span(range)
    guard text.firstIndex(of: UInt8(ascii: "&")) != nil else { return text.array() }
    var result = ByteBuffer(capacity: text.count + 8)
    var at = 0
    while let amp = text.firstIndex(of: UInt8(ascii: "&"), from: at) {
      result.append(text.extracting(at..<amp))
      if let reference = CharacterReference.read(text, at: amp, inAttribute: true) {
        result.append(codePoint: reference.first)
        if reference.second > 0 { result.append(codePoint: reference.second) }
        at = amp + reference.length
      } else {
        result.append(UInt8(ascii: "&"))
        at = amp + 1
      }
    }
    result.append(text.extracting(at..<text.count))
    return result.span.array()
  }
}
