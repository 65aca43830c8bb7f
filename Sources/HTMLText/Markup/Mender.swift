import Bytes

/// Reads a mail's markup token by token as the HTML standard has it (section 13.2.5) and writes a skeleton of it that
/// libxml2, of whatever version, can only read the one right way.
///
/// Comments, declarations and Outlook's conditionals go; scripts and titles go; style sheets go into the sheet; attributes
/// go into notes, so that a thousand of them cost nothing; text stays where it is; an end tag that ends nothing goes. What is
/// left for libxml2 is the structure. The time is linear in the source.
struct Mender: ~Copyable, ~Escapable {
  let source: Span<UInt8>
  var output: MendedMarkup
  /// Whether it is asked who wrote what, so that classes and ids matter.
  let keepsMarks: Bool
  /// Tags deeper than this are taken out and their text kept; only used when libxml2 found the markup too deep.
  let depthLimit: Int
  let table = TagTable.shared
  /// Open elements by tag, as far as start and end tags balance.
  var open = [Int32](repeating: 0, count: 256)
  /// Start tags by tag that were taken out for their depth.
  var flattened = [Int32](repeating: 0, count: 256)
  var depth = 0
  /// The elements that are open in the skeleton, as far as start and end tags match.
  ///
  /// What is between tags that match, and whose start ended nothing, is no question for libxml2: the element becomes a letter.
  var nesting: [OpenElement] = []
  /// How many of them, the body counted as one more, may have been ended by libxml2, or not, by rules of its own.
  var unsureCount = 0
  /// Whether elements that nest plainly become letters; tests compare with libxml2's own judgement of all of them.
  let collapses: Bool
  /// White space that shows unless a block begins next.
  var heldBlank: Range<Int>?
  /// Whether nothing but tags that show nothing stands between the last block's start, or line break, and here.
  var followsEdge = true
  /// Quotes of which no more follow, so that they are not searched for again.
  var hasNoMoreDoubleQuotes = false
  var hasNoMoreSingleQuotes = false
  var styleMemo = StyleMemo()
  /// All that inline styles and style sheets declared so far.
  var seenStyles: Style = []
  /// Where the last style sheet ends; behind it all rules are known.
  let lastSheet: Int
  /// Whether `b` and `i` have to be told from other text.
  let keepsEmphasis: Bool
  /// For each element that may be passed over, which of its open ones were: the innermost is the lowest bit.
  var passedOver = [UInt64](repeating: 0, count: 256)
  /// For each open list, the item that is open in it; the first is for items outside lists.
  var items: [Tag?] = [nil]
  /// Bytes that may still be looked through for counting the items of reversed lists.
  var countingBudget = 1 << 20
  /// Elements with raw text of which no end tag follows.
  var endless = TagSet()
  /// Where the mail's templates end.
  var templates = TemplateEnds()

  @_lifetime(copy source)
  init(_ source: Span<UInt8>, keepsMarks: Bool, keepsEmphasis: Bool, depthLimit: Int, collapses: Bool) {
    self.source = source
    self.keepsEmphasis = keepsEmphasis
    lastSheet = Mender.endOfLastSheet(source)
    self.keepsMarks = keepsMarks
    self.depthLimit = depthLimit
    self.collapses = collapses
    output = MendedMarkup(capacity: source.count)
  }

  /// The whole source, mended.
  static func mend(
    _ source: Span<UInt8>, keepsMarks: Bool = false, keepsEmphasis: Bool = false, depthLimit: Int = .max,
    collapses: Bool = true
  ) -> MendedMarkup {
    var mender = Mender(
      source, keepsMarks: keepsMarks, keepsEmphasis: keepsEmphasis, depthLimit: depthLimit, collapses: collapses)
    mender.run()
    return mender.finish()
  }

  /// Where the last `style` end tag begins, or 0 where there is none.
  private static func endOfLastSheet(_ source: Span<UInt8>) -> Int {
    var last = 0
    var at = 0
    while let less = source.firstIndex(of: UInt8(ascii: "<"), from: at) {
      at = less + 1
      if at < source.count, source[at] == UInt8(ascii: "/"), source.hasPrefix("</style", at: less) { last = less }
    }
    return last
  }

  private consuming func finish() -> MendedMarkup { output }

  private mutating func run() {
    output.skeleton.append("\u{FEFF}<html><body>")
    var at = 0
    while at < source.count {
      let tag = source.firstIndex(of: UInt8(ascii: "<"), from: at) ?? source.count
      if tag > at { text(at..<tag) }
      if tag == source.count { break }
      at = markup(at: tag)
    }
    settleBlank()
  }

  /// Takes what begins with the `<` at `at`; returns where it ends.
  private mutating func markup(at: Int) -> Int {
    guard at + 1 < source.count else { return literal(at) }
    switch source[at + 1] {
    case UInt8(ascii: "!"): return declaration(at: at)
    case UInt8(ascii: "?"): return endOfBogusComment(from: at + 2)
    case UInt8(ascii: "/"):
      guard at + 2 < source.count else { return literal(at) }
      return source[at + 2].isLetter ? endTag(at: at) : endOfBogusComment(from: at + 2)
    case let byte where byte.isLetter: return startTag(at: at)
    default: return literal(at)
    }
  }

  private mutating func literal(_ at: Int) -> Int {
    text(at..<(at + 1))
    return at + 1
  }

  private mutating func endOfBogusComment(from start: Int) -> Int {
    if let close = source.firstIndex(of: UInt8(ascii: ">"), from: start) { return close + 1 }
    output.warnings.insert(.unfinishedMarkup)
    return source.count
  }

  /// Skips a comment, or a declaration up to its `>`; `<![if …]>` and `<![endif]>` are such declarations.
  private mutating func declaration(at: Int) -> Int {
    guard source.hasPrefix("<!--", at: at) else { return endOfBogusComment(from: at + 2) }
    let content = at + 4
    if source.hasPrefix(">", at: content) { return content + 1 }
    if source.hasPrefix("->", at: content) { return content + 2 }
    var dash = content
    while let next = source.firstIndex(of: UInt8(ascii: "-"), from: dash) {
      if source.hasPrefix("-->", at: next) { return next + 3 }
      if source.hasPrefix("--!>", at: next) { return next + 4 }
      dash = next + 1
    }
    output.warnings.insert(.unfinishedMarkup)
    return source.count
  }
}
