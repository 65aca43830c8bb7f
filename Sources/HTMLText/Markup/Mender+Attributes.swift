import Bytes

/// What has been read of one tag's attributes.
struct AttributeReader {
  let tag: Tag
  var at: Int
  var isEndTag = false
  /// The first of the tag's places in `MendedMarkup.attributes`.
  var first = 0
  var seen: UInt32 = 0
  var hasStyle = false
  var style = Declarations()
  var isNoteworthy = false
  var isReversed = false
  /// Where a style sheet's `media` stands.
  var media: Range<Int>?

  init(tag: Tag, at: Int) {
    self.tag = tag
    self.at = at
  }
}

extension Mender {
  /// Reads attributes up to the tag's `>` and returns the place behind it, or nil where the source ends first.
  mutating func readAttributes(_ reader: inout AttributeReader) -> Int? {
    reader.first = output.attributes.count
    while reader.at < source.count {
      let byte = source[reader.at]
      if byte == UInt8(ascii: ">") { return reader.at + 1 }
      if byte.isBlank || byte == UInt8(ascii: "/") || byte == 0x0C {
        reader.at += 1
      } else {
        readAttribute(&reader)
      }
    }
    return nil
  }

  private mutating func readAttribute(_ reader: inout AttributeReader) {
    let nameStart = reader.at
    reader.at += 1
    while reader.at < source.count, !Mender.endsName(source[reader.at]) { reader.at += 1 }
    let name = nameStart..<reader.at
    var valueStart = reader.at
    while valueStart < source.count, source[valueStart].isBlank { valueStart += 1 }
    guard valueStart < source.count, source[valueStart] == UInt8(ascii: "=") else {
      keep(name, reader.at..<reader.at, in: &reader)
      return
    }
    valueStart += 1
    while valueStart < source.count, source[valueStart].isBlank { valueStart += 1 }
    keep(name, readValue(from: valueStart, in: &reader), in: &reader)
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  private mutating func readValue(from start: Int, in reader: inout AttributeReader) -> Range<Int> {
    guard start < source.count else {
      reader.at = source.count
      return start..<start
    }
    let quote = source[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      if let close = closingQuote(quote, from: start + 1) {
        reader.at = close + 1
        return (start + 1)..<close
      }
      // A quote that never ends would swallow the rest of the mail: the value ends with the tag instead.
      output.warnings.insert(.unfinishedMarkup)
    }
    let isOpen = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    var at = start
    while at < source.count, !source[at].isBlank, source[at] != UInt8(ascii: ">") { at += 1 }
    reader.at = at
    return (isOpen ? start + 1 : start)..<at
  }

  private mutating func closingQuote(_ quote: UInt8, from start: Int) -> Int? {
    let isDouble = quote == UInt8(ascii: "\"")
    if isDouble ? hasNoMoreDoubleQuotes : hasNoMoreSingleQuotes { return nil }
    if let close = source.firstIndex(of: quote, from: start) { return close }
    if isDouble { hasNoMoreDoubleQuotes = true } else { hasNoMoreSingleQuotes = true }
    return nil
  }

  /// Keeps an attribute that matters; of two with one name the first counts.
  private mutating func keep(_ name: Range<Int>, _ value: Range<Int>, in reader: inout AttributeReader) {
    if reader.isEndTag { return }
    let text = source.extracting(name)
    if text.isWord("style") {
      if reader.hasStyle { return }
      reader.hasStyle = true
      reader.style = styleMemo.declarations(value, in: source)
      return
    }
    if reader.tag == .style, reader.media == nil, text.isWord("media") { reader.media = value }
    guard let kind = Attribute(text), reader.seen & 1 << UInt32(kind.rawValue) == 0 else { return }
    reader.seen |= 1 << UInt32(kind.rawValue)
    let isRuled = output.sheet.ruledAttributes & kind.bit != 0
    guard
      isRuled
        || kind.matters(
          on: reader.tag, value: source.extracting(value), hasRules: mayHaveRules(at: name.lowerBound),
          hasMarks: keepsMarks)
    else { return }
    reader.isNoteworthy = true
    if kind == .reversed { reader.isReversed = true }
    output.attributes.append(AttributeRange(kind: kind, start: Int32(value.lowerBound), count: Int32(value.count)))
  }

  /// Takes out of a tag's style what cannot matter, once all its attributes are read.
  mutating func settleStyle(_ reader: inout AttributeReader, at place: Int) {
    if reader.style.isEmpty { return }
    let read = reader.style
    if place >= lastSheet, reader.seen & 1 << UInt32(Attribute.hidden.rawValue) == 0 {
      reader.style.plain = read.plain.relevant(to: reader.tag, seen: seenStyles.union(read.plain.union(read.important)))
      reader.style.important = read.important.relevant(
        to: reader.tag, seen: seenStyles.union(read.plain.union(read.important)))
    }
    seenStyles.formUnion(read.plain.union(read.important))
    if !reader.style.isEmpty { reader.isNoteworthy = true }
  }

  /// Whether rules of a style sheet are known, or still to come.
  func mayHaveRules(at place: Int) -> Bool { !output.sheet.isEmpty || place < lastSheet }
}
