import Bytes

extension Mender {
  /// Takes the start tag whose `<` stands at `at`; returns where it, or its unseen content, ends.
  mutating func startTag(at: Int) -> Int {
    let nameEnd = endOfName(from: at + 1)
    let tag = table.tag(source.extracting((at + 1)..<nameEnd))
    var reader = AttributeReader(tag: tag, at: nameEnd)
    guard let end = readAttributes(&reader) else {
      output.warnings.insert(.unfinishedMarkup)
      return source.count
    }
    settleStyle(&reader, at: at)
    if tag.isUnseenText { return skipContent(tag, media: reader.media, from: end) }
    if tag == .template { return templates.end(of: at, in: source) ?? end }
    if Mender.isLeftOut(tag) {
      if tag == .body || tag == .html, reader.isNoteworthy { noteRoot(tag, reader, at..<end) }
      return end
    }
    if passesOver(tag, reader, at: at) { return end }
    endOpenItem(tag)
    if tag.endsParagraph, nesting.last?.tag == .p { writeEnd(.p) }
    if tag.isHeading, let heading = nesting.last?.tag, heading.isHeading { writeEnd(heading) }
    if depth >= depthLimit, !tag.isVoid { return flatten(tag, end: end) }
    if tag == .a, open[Int(Tag.a.rawValue)] > 0 { writeEnd(.a) }
    write(tag, reader, at..<end)
    return tag.isShownText ? writeContent(tag, from: end) : end
  }

  /// Elements that say nothing themselves, so that libxml2 need not see them.
  private static func isLeftOut(_ tag: Tag) -> Bool {
    switch tag {
    case .html, .head, .body, .meta, .link, .base, .frameset, .frame, .param, .source, .track, .area, .wbr: true
    default: false
    }
  }

  /// Whether the tag changes nothing and libxml2 is spared it; its end tag is passed over too.
  private mutating func passesOver(_ tag: Tag, _ reader: AttributeReader, at: Int) -> Bool {
    guard tag.isPlain, at >= lastSheet, !output.sheet.needsAllElements, !(keepsEmphasis && tag.isEmphasis) else {
      return false
    }
    let isPassed =
      !reader.isNoteworthy && !output.sheet.ruledTags.contains(tag) && !seenStyles.contains(.displayFlex)
    let index = Int(tag.rawValue)
    passedOver[index] = passedOver[index] << 1 | (isPassed ? 1 : 0)
    if isPassed { open[index] += 1 }
    return isPassed
  }

  private func endOfName(from start: Int) -> Int {
    var at = start
    while at < source.count {
      let byte = source[at]
      if byte.isBlank || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == 0x0C { break }
      at += 1
    }
    return at
  }

  private mutating func write(_ tag: Tag, _ reader: AttributeReader, _ range: Range<Int>) {
    followsEdge = isEdge(tag, reader, at: range.lowerBound)
    if followsEdge { heldBlank = nil } else { settleBlank() }
    let number = reader.isNoteworthy ? output.notes.count : -1
    if reader.isNoteworthy { note(tag, reader, range) }
    let isPlain = nestsPlainly(tag)
    if tag == .br || tag == .img || tag == .input || tag.isVoid && isPlain {
      output.append(MarkupToken(.void, tag: tag, note: number, range))
      return
    }
    let skeletonStart = output.skeleton.count
    writeStart(tag)
    output.append(MarkupToken(.startTag, tag: tag.writtenTag, note: number, range))
    guard !tag.isVoid else { return loseCertainty() }
    push(tag, skeletonStart: skeletonStart, isPlain: isPlain)
    if tag.isList { items.append(nil) }
    if tag.isItem { items[items.count - 1] = tag }
    open[Int(tag.rawValue)] += 1
    depth += 1
  }

  private mutating func note(_ tag: Tag, _ reader: AttributeReader, _ range: Range<Int>) {
    output.notes.append(
      TagNote(
        firstAttribute: Int32(reader.first), attributeCount: Int32(output.attributes.count - reader.first),
        style: reader.style, sourceOffset: Int32(range.lowerBound),
        itemCount: tag == .ol && reader.isReversed ? countItems(from: range.upperBound) : 0))
  }

  /// Keeps what rules may ask of the body or of the root.
  private mutating func noteRoot(_ tag: Tag, _ reader: AttributeReader, _ range: Range<Int>) {
    let number = Int32(output.notes.count)
    if tag == .body, output.bodyNote < 0 {
      output.bodyNote = number
    } else if tag == .html, output.rootNote < 0 {
      output.rootNote = number
    } else {
      return
    }
    note(tag, reader, range)
  }

  private mutating func writeStart(_ tag: Tag) {
    output.skeleton.append(UInt8(ascii: "<"))
    table.write(tag, into: &output.skeleton)
    output.skeleton.append(UInt8(ascii: ">"))
  }

  /// Takes a tag out and keeps its text; a block leaves a line break.
  private mutating func flatten(_ tag: Tag, end: Int) -> Int {
    output.warnings.insert(.flattened)
    flattened[Int(tag.rawValue)] += 1
    if tag.isBlock { output.append(MarkupToken(.void, tag: .br, end..<end)) }
    return end
  }

  /// Takes the end tag whose `<` stands at `at`.
  mutating func endTag(at: Int) -> Int {
    let nameEnd = endOfName(from: at + 2)
    let tag = endedTag(table.tag(source.extracting((at + 2)..<nameEnd)))
    var reader = AttributeReader(tag: tag, at: nameEnd)
    reader.isEndTag = true
    guard let end = readAttributes(&reader) else {
      output.warnings.insert(.unfinishedMarkup)
      return source.count
    }
    let hasNoStart = open[Int(tag.rawValue)] == 0 && flattened[Int(tag.rawValue)] == 0
    let wasEnded = tag == .p && !hasNoStart && isParagraphEnded
    // It stays open for libxml2, which will not end it here.
    if wasEnded { open[Int(Tag.p.rawValue)] -= 1 }
    if tag == .br || tag == .p && hasNoStart || wasEnded { write(tag, AttributeReader(tag: tag, at: at), at..<end) }
    writeEnd(tag)
    return end
  }

  /// What an end tag ends: that of any heading the one that is open (HTML, section 13.2.6.4.7).
  private func endedTag(_ tag: Tag) -> Tag {
    guard tag.isHeading, open[Int(tag.rawValue)] == 0 else { return tag }
    return nesting.suffix(8).last { $0.tag.isHeading }?.tag ?? tag
  }

  /// Whether no paragraph is open in the innermost block, or cell, any more: the start of another block has ended it, or the
  /// end of one that was around it.
  private var isParagraphEnded: Bool {
    for element in nesting.suffix(8).reversed() {
      if element.tag == .p { return false }
      if element.tag.endsParagraph || element.tag == .td || element.tag == .th || element.tag == .caption {
        return true
      }
    }
    return nesting.count <= 8
  }

  mutating func writeEnd(_ tag: Tag) {
    if flattened[Int(tag.rawValue)] > 0 {
      flattened[Int(tag.rawValue)] -= 1
      return
    }
    guard open[Int(tag.rawValue)] > 0 else { return }
    if tag.isList, items.count > 1 { items.removeLast() }
    if tag.isItem, items[items.count - 1] == tag { items[items.count - 1] = nil }
    open[Int(tag.rawValue)] -= 1
    let wasPassedOver = passedOver[Int(tag.rawValue)] & 1 == 1
    passedOver[Int(tag.rawValue)] >>= 1
    if wasPassedOver { return }
    depth -= 1
    settleBlank()
    followsEdge = false
    pop(tag)
  }

  /// Skips a script, a title or the like with its end tag; a style sheet is read on the way.
  private mutating func skipContent(_ tag: Tag, media: Range<Int>?, from start: Int) -> Int {
    let (end, next) = endOfRawText(tag, from: start)
    if tag == .style, media.map({ MediaQuery.holds(source.extracting($0)) }) ?? true {
      output.sheet.read(source.extracting(start..<end))
      seenStyles.formUnion(output.sheet.declared)
    }
    return next
  }

  /// Writes the content of a `textarea` or `xmp` as text, then its end.
  private mutating func writeContent(_ tag: Tag, from start: Int) -> Int {
    let (end, next) = endOfRawText(tag, from: start)
    append(tag == .textarea ? .text : .rawText, start..<end)
    writeEnd(tag)
    return next
  }

  /// Where an element's raw text ends, and where its end tag does. Without an end tag, unseen text ends with its start tag,
  /// so that nothing behind it is lost, and shown text with the source.
  private mutating func endOfRawText(_ tag: Tag, from start: Int) -> (content: Int, tag: Int) {
    var at = endless.contains(tag) ? source.count : start
    while tag != .plaintext, let less = source.firstIndex(of: UInt8(ascii: "<"), from: at) {
      if less + 1 < source.count, source[less + 1] == UInt8(ascii: "/") {
        let nameEnd = min(endOfName(from: less + 2), less + 18)
        if table.tag(source.extracting((less + 2)..<max(nameEnd, less + 2))) == tag {
          return (less, source.firstIndex(of: UInt8(ascii: ">"), from: less).map { $0 + 1 } ?? source.count)
        }
      }
      at = less + 1
    }
    endless.insert(tag)
    output.warnings.insert(.unfinishedMarkup)
    return tag.isShownText ? (source.count, source.count) : (start, start)
  }
}
