import Bytes

/// Media queries (Media Queries 4) as a desktop's screen answers them: 1 280 by 800 CSS pixels, in light colours, with a mouse.
enum MediaQuery {
  /// Whether one of the queries of a list holds.
  static func holds(_ list: Span<UInt8>) -> Bool {
    let list = list.trimmed()
    if list.isEmpty { return true }
    var start = 0
    while start <= list.count {
      let end = list.firstIndex(of: UInt8(ascii: ","), from: start) ?? list.count
      if holdsAlone(list.extracting(start..<end).trimmed()) { return true }
      start = end + 1
    }
    return false
  }

  /// `not screen and (min-width: 600px)`; what is not understood holds nowhere.
  private static func holdsAlone(_ query: Span<UInt8>) -> Bool {
    var (isNegated, hasType, isOr) = (false, false, false)
    var result: Bool?
    var at = 0
    while let (start, end) = nextTerm(query, from: at) {
      at = end
      let term = query.extracting(start..<end)
      if term.isWord("and") || term.isWord("only") { continue }
      if term.isWord("not") {
        isNegated = true
      } else if term.isWord("or") {
        isOr = true
      } else if term[0] == UInt8(ascii: "(") {
        guard let feature = featureHolds(term.extracting(1..<max(1, term.count - 1)).trimmed()) else { return false }
        result = isOr ? result ?? false || feature : result ?? true && feature
      } else {
        if hasType { return false }
        hasType = true
        result = term.isWord("screen") || term.isWord("all")
      }
    }
    guard let result else { return false }
    return result != isNegated
  }

  /// The next word, or what is in brackets.
  private static func nextTerm(_ query: Span<UInt8>, from start: Int) -> (Int, Int)? {
    var at = start
    while at < query.count, query[at].isBlank { at += 1 }
    guard at < query.count else { return nil }
    let first = at
    if query[at] == UInt8(ascii: "(") {
      var depth = 0
      repeat {
        if query[at] == UInt8(ascii: "(") { depth += 1 } else if query[at] == UInt8(ascii: ")") { depth -= 1 }
        at += 1
      } while depth > 0 && at < query.count
    } else {
      while at < query.count, !query[at].isBlank, query[at] != UInt8(ascii: "(") { at += 1 }
    }
    return (first, at)
  }

  /// Whether what stands in brackets holds; nil for what is not known.
  private static func featureHolds(_ feature: Span<UInt8>) -> Bool? {
    if !feature.isEmpty, feature[0] == UInt8(ascii: "(") || feature.hasPrefix("not") { return holdsAlone(feature) }
    guard let colon = feature.firstIndex(of: UInt8(ascii: ":")) else { return rangeHolds(feature) }
    let name = feature.extracting(0..<colon).trimmed()
    let value = feature.extracting((colon + 1)..<feature.count).trimmed()
    for (word, side) in sides {
      if name.hasPrefix("min-"), name.extracting(4..<name.count).isWord(word) {
        return pixels(value).map { side >= $0 }
      }
      if name.hasPrefix("max-"), name.extracting(4..<name.count).isWord(word) {
        return pixels(value).map { side <= $0 }
      }
      if name.isWord(word) { return pixels(value).map { side == $0 } }
    }
    if name.hasPrefix("-webkit-"), name.hasPrefix("min-device-pixel-ratio", at: 8) {
      return CSSLength(value).map { $0.number <= 1 }
    }
    return words.first { name.isWord($0.0) }.map { value.isWord($0.1) }
  }

  /// `width >= 600px`, `400px <= width < 900px`, or a feature's bare name.
  private static func rangeHolds(_ feature: Span<UInt8>) -> Bool? {
    for (word, side) in sides {
      guard let place = feature.place(of: word), !feature.hasPrefix("device", at: 0) else { continue }
      let end = place + word.utf8CodeUnitCount
      let left = feature.extracting(0..<place).trimmed()
      let right = feature.extracting(end..<feature.count).trimmed()
      if left.isEmpty, right.isEmpty { return true }
      guard let isAbove = compare(side, right, isLeft: false), let isBelow = compare(side, left, isLeft: true) else {
        return nil
      }
      return isAbove && isBelow
    }
    return words.first { feature.isWord($0.0) }.map { !["none", "0", "no-preference"].contains("\($0.1)") }
  }

  /// Compares a side with `< 600px`, or with `600px <` on its left; true where there is nothing.
  private static func compare(_ side: Double, _ text: Span<UInt8>, isLeft: Bool) -> Bool? {
    if text.isEmpty { return true }
    guard let sign = text.indices.first(where: { "<>=".utf8.contains(text[$0]) }) else { return nil }
    var end = sign
    while end < text.count, "<>=".utf8.contains(text[end]) { end += 1 }
    let length = isLeft ? text.extracting(0..<sign).trimmed() : text.extracting(end..<text.count).trimmed()
    guard let other = pixels(length) else { return nil }
    let (one, two) = isLeft ? (other, side) : (side, other)
    let allowsEqual = text[end - 1] == UInt8(ascii: "=")
    switch text[sign] {
    case UInt8(ascii: "<"): return one < two || allowsEqual && one == two
    case UInt8(ascii: ">"): return one > two || allowsEqual && one == two
    default: return one == two
    }
  }

  private static func pixels(_ value: Span<UInt8>) -> Double? { CSSLength(value)?.pixels }

  /// The screen's measures.
  private static let sides: [(StaticString, Double)] = [
    ("width", 1280), ("height", 800), ("device-width", 1280), ("device-height", 800),
  ]

  /// Features of words, each with the one that holds.
  private static let words: [(StaticString, StaticString)] = [
    ("orientation", "landscape"), ("prefers-color-scheme", "light"), ("prefers-reduced-motion", "no-preference"),
    ("hover", "hover"), ("any-hover", "hover"), ("pointer", "fine"), ("any-pointer", "fine"), ("scripting", "none"),
    ("color", "8"), ("monochrome", "0"), ("grid", "0"),
  ]
}
