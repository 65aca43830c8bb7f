import Bytes

extension Composer {
  /// An element begins; `note` is its note's number or -1.
  mutating func start(_ tag: Tag, note: Int) {
    if isTooDeep { return }
    if elements.count >= options.maximumDepth {
      isTooDeep = true
      return
    }
    var element = Element(tag: tag, sight: sight, quote: quote, indent: indent)
    element.note = Int32(note)
    element.firstKey = Int32(keys.count)
    element.firstSibling = Int32(siblings.count)
    let style = resolvedStyle(tag, note: note)
    if tag == .body || tag == .html { takeRoot(tag, &element) }
    if tag == .button || tag == .select || tag == .textarea { sight.takeOwnFont() }
    // A list in another one is counted by itself (HTML, section 15.3.7).
    if tag.isList { sight.counter = nil }
    sight.apply(style)
    if !sight.isGone || options.keepsHidden {
      element.isBlock = Composer.isBlock(tag, style) || !tag.isVoid && elements.last?.holdsItems == true
      element.holdsItems = style.contains(.displayFlex)
      if element.isBlock { openBlock(tag, style, &element) } else { stepAside(tag, style, &element) }
      begin(tag, style, &element)
    }
    if keepsMarks, tag != .body, tag != .html { mark(&element) }
    elements.append(element)
  }

  /// Lets rules ask for the body's, or the root's, classes and id. What they hide themselves shows: a client puts a mail's
  /// content into an element of its own.
  private mutating func takeRoot(_ tag: Tag, _ element: inout Element) {
    element.note = tag == .body ? bodyNote : rootNote
    if hasSheet, element.note >= 0 { addKeys(Int(element.note)) }
  }

  /// The innermost element ends.
  mutating func endElement() {
    if isTooDeep { return }
    if let element = elements.last { end(element) }
  }

  mutating func end(_ element: Element) {
    if !sight.isGone || options.keepsHidden { finish(element) }
    if element.mark >= 0 { closeMark(Int(element.mark)) }
    elements.removeLast()
    sight = element.sight
    keys.removeLast(keys.count - Int(element.firstKey))
    if sheet.needsSiblings {
      siblings.removeLast(siblings.count - Int(element.firstSibling))
      siblings.append(Sibling(tag: element.tag, note: element.note))
    }
  }

  private static func isBlock(_ tag: Tag, _ style: Style) -> Bool {
    if style.isOutOfFlow, !tag.isVoid { return true }
    if !style.isDisjoint(with: [.displayInline, .displayInlineBlock]) {
      return tag == .li || tag == .table || tag == .td || tag == .th || tag == .tr
    }
    return tag.isBlock || !style.isDisjoint(with: [.displayBlock, .displayFlex])
  }

  /// Keeps what stands in a line apart where its own space, or its being a box, does so for the eye.
  private mutating func stepAside(_ tag: Tag, _ style: Style, _ element: inout Element) {
    guard isSeen, !tag.isVoid else { return }
    let isBox = tag == .button || tag.isBlock && style.contains(.displayInlineBlock)
    if isBox || style.contains(.spaceBefore) { flow(" ".utf8.span) }
    element.endsApart = isBox || style.contains(.spaceAfter)
  }

  private mutating func openBlock(_ tag: Tag, _ style: Style, _ element: inout Element) {
    var natural = UInt8(tag.margin)
    if !lists.isEmpty, tag == .ul || tag == .ol { natural = 0 }
    let above = style.contains(.zeroTop) ? 0 : natural
    element.marginBelow = style.contains(.zeroBottom) ? 0 : natural
    breakBlock(margin: above)
  }

  private mutating func begin(_ tag: Tag, _ style: Style, _ element: inout Element) {
    switch tag {
    case .br: breakLine()
    case .hr: rule()
    case .img: image(style, note: Int(element.note))
    case .input: input(note: Int(element.note))
    case .a: element.pageStart = Int32(page.bytes.count)
    case .pre:
      if style.isDisjoint(with: [.keepsLines, .normalSpace]) { sight.space = .kept }
      followsReturn = true
    case .textarea: sight.space = .kept
    case .blockquote: quote += 1
    case .ul, .ol, .dir, .menu: openList(tag, note: Int(element.note))
    case .li: openItem(note: Int(element.note))
    case .dd: indent += 4
    case .table: openTable(note: Int(element.note))
    case .tr: openRow()
    case .td, .th: openCell(tag, note: Int(element.note))
    case .q: write("\u{201C}".utf8.span)
    case .b, .strong: openEmphasis(UInt8(ascii: "*"))
    case .i, .em: openEmphasis(UInt8(ascii: "_"))
    case .h1, .h2, .h3, .h4, .h5, .h6: element.pageStart = Int32(page.lines.count)
    default: break
    }
  }

  private mutating func finish(_ element: Element) {
    switch element.tag {
    case .a: closeLink(element)
    case .q: write("\u{201D}".utf8.span)
    case .b, .strong: closeEmphasis(UInt8(ascii: "*"))
    case .i, .em: closeEmphasis(UInt8(ascii: "_"))
    case .ul, .ol, .dir, .menu: if !lists.isEmpty { lists.removeLast() }
    case .td, .th: closeCell()
    case .table: closeTable()
    default: break
    }
    if element.isBlock { breakBlock(margin: element.marginBelow) }
    if element.endsApart { flow(" ".utf8.span) }
    if element.tag.isHeading, options.headings == .underlined { underline(element) }
    if element.tag == .li { bullet.removeAll(keepingCapacity: true) }
    quote = element.quote
    indent = element.indent
  }

  private mutating func rule() {
    endLine()
    guard isSeen else { return }
    write(Composer.dashes.span.extracting(first: 40))
    page.lines[page.lines.count - 1].isFixed = true
    endLine()
  }

  static let dashes = [UInt8](repeating: UInt8(ascii: "-"), count: 200)
  static let equals = [UInt8](repeating: UInt8(ascii: "="), count: 200)

  private mutating func underline(_ element: Element) {
    let first = Int(element.pageStart)
    guard first < page.lines.count else { return }
    var widest = 0
    for line in page.lines[first...] { widest = max(widest, TextWidth.columns(page.text(line))) }
    let (above, below) = (margin, blanks)
    (margin, blanks) = (0, 0)
    let mark = element.tag == .h1 ? Composer.equals.span : Composer.dashes.span
    write(mark.extracting(first: min(widest, 200)))
    endLine()
    (margin, blanks) = (above, below)
  }

  private mutating func openEmphasis(_ mark: UInt8) {
    if options.marksEmphasis, isSeen { openers.append(mark) }
  }

  private mutating func closeEmphasis(_ mark: UInt8) {
    guard options.marksEmphasis, isSeen else { return }
    if openers.last == mark {
      openers.removeLast()
    } else if isOpen {
      page.bytes.append(mark)
    }
  }
}
