import Bytes

/// An element that is open in the skeleton.
struct OpenElement: Sendable {
  var tag: Tag
  /// The index of its start tag's token.
  var token: Int
  /// Where its start tag begins in the skeleton.
  var skeletonStart: Int
  /// Whether its start ended nothing and nothing but letters is in it.
  var isPlain: Bool
}

extension Mender {
  /// Whether an element that starts here ends no other, by whatever rule of libxml2: it is a phrase, or its parent is sure to
  /// be one that may hold it.
  func nestsPlainly(_ tag: Tag) -> Bool {
    guard collapses else { return false }
    if tag.isPhrase { return true }
    return nesting.count + 1 > unsureCount && tag.nestsPlainly(in: nesting.last?.tag)
  }

  /// Notes an element that was written to the skeleton.
  mutating func push(_ tag: Tag, skeletonStart: Int, isPlain: Bool) {
    if !isPlain { loseCertainty() }
    nesting.append(
      OpenElement(tag: tag, token: output.tokens.count - 1, skeletonStart: skeletonStart, isPlain: isPlain))
  }

  /// From here on it is open which of the present elements libxml2 still has open.
  mutating func loseCertainty() {
    if !nesting.isEmpty { nesting[nesting.count - 1].isPlain = false }
    unsureCount = nesting.count + 1
  }

  /// Ends an element: plainly, or by an end tag for libxml2 to judge.
  mutating func pop(_ tag: Tag) {
    guard let top = nesting.last, top.tag == tag else {
      endInnerBlocks(of: tag)
      dropMisnested(tag)
      writeEndTag(tag)
      return
    }
    nesting.removeLast()
    unsureCount = min(unsureCount, nesting.count + 1)
    if top.isPlain {
      output.closePlainly(start: top.token, skeletonStart: top.skeletonStart)
    } else {
      if !nesting.isEmpty { nesting[nesting.count - 1].isPlain = false }
      writeEndTag(tag)
    }
  }

  /// Ends the `div` elements that are open in a block that ends (HTML, section 13.2.6.4.7). libxml2 would not end the block as
  /// long as they are, and so keep in a quotation, or hide, what stands behind it.
  private mutating func endInnerBlocks(of tag: Tag) {
    guard tag.endsWhatIsInIt else { return }
    let inner = nesting.suffix(64).reversed().prefix { $0.tag != tag }
    guard inner.count < min(nesting.count, 64), !inner.contains(where: { $0.tag.boundsScope }) else { return }
    for element in inner where element.tag == .div { writeEnd(.div) }
  }

  /// An element ends in which others are open: those end too, if it is near.
  private mutating func dropMisnested(_ tag: Tag) {
    let lowest = max(0, nesting.count - 8)
    if let index = nesting[lowest...].lastIndex(where: { $0.tag == tag }) {
      nesting.removeLast(nesting.count - index)
    }
    loseCertainty()
  }

  private mutating func writeEndTag(_ tag: Tag) {
    output.skeleton.append("</")
    table.write(tag, into: &output.skeleton)
    output.skeleton.append(UInt8(ascii: ">"))
  }
}

extension Tag {
  /// Elements that stand in running text and whose start ends nothing.
  var isPhrase: Bool {
    switch self {
    case .colgroup, .tbody, .thead, .tfoot: false
    case .a, .q: true
    default: isPlain
    }
  }

  /// Whether the element, no phrase, may stand in a parent, or in the body, without ending it.
  func nestsPlainly(in parent: Tag?) -> Bool {
    switch self {
    case .td, .th: return parent == .tr
    case .tr: return parent == .table || parent == .tbody || parent == .thead || parent == .tfoot
    case .tbody, .thead, .tfoot: return parent == .table
    case .li: return parent == .ul || parent == .ol
    case .dt, .dd: return parent == .dl
    case .div, .p, .h1, .h2, .h3, .h4, .h5, .h6, .center, .blockquote, .table, .ul, .ol, .dl, .pre, .hr, .section,
      .article, .header, .footer, .main, .figure:
      guard let parent else { return true }
      return parent.holdsBlocks
    default: return false
    }
  }

  /// Elements whose end tag ends all that is open in them.
  var endsWhatIsInIt: Bool {
    switch self {
    case .div, .form, .table, .tbody, .thead, .tfoot, .tr, .td, .th, .caption: false
    default: isBlock || self == .button
    }
  }

  /// Elements that an end tag in them does not reach beyond (HTML, section 13.2.4.2).
  var boundsScope: Bool {
    switch self {
    case .table, .td, .th, .caption, .object: true
    default: false
    }
  }

  private var holdsBlocks: Bool {
    switch self {
    case .div, .td, .th, .li, .dd, .blockquote, .center, .section, .article, .header, .footer, .main, .figure, .a: true
    default: false
    }
  }
}
