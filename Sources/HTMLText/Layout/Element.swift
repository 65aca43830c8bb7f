import Bytes

/// An open element, and what has to be put back when it ends.
struct Element: Sendable {
  var tag: Tag
  var isBlock = false
  /// Whether its children are blocks (CSS Flexbox 1, section 4).
  var holdsItems = false
  /// Whether a space stands behind it.
  var endsApart = false
  /// Blank lines below, as a block.
  var marginBelow: UInt8 = 0
  var sight: Sight
  /// What the page's margin was outside.
  var quote: UInt16
  var indent: UInt16
  /// Its note's number, or -1.
  var note: Int32 = -1
  /// Its classes and id hashed, for rules with ancestors; a range of `Composer.keys`.
  var firstKey: Int32 = 0
  /// Where what has ended in it begins among `Composer.siblings`.
  var firstSibling: Int32 = 0
  /// For a link: where the page's bytes ended when it began.
  var pageStart: Int32 = 0
  /// Its mark among `Composer.marks`, or -1.
  var mark: Int32 = -1
}

/// What is inherited of style.
struct Sight: Equatable, Sendable {
  /// Out of sight whatever is declared further in.
  var isGone = false
  var isInvisible = false
  var hasZeroFont = false
  var hasClearInk = false
  var space = Space.collapsed
  var hasBullets = true
  /// How lists are counted, where a style says so; it goes before what their `type` says.
  var counter: ListStyle?

  /// How white space is treated.
  enum Space: UInt8, Sendable {
    case collapsed
    case kept
    case linesKept
  }

  /// Whether text is seen.
  var isSeen: Bool { !(isGone || isInvisible || hasZeroFont || hasClearInk) }

  /// A form's control has a size and a colour of its own.
  mutating func takeOwnFont() {
    hasZeroFont = false
    hasClearInk = false
  }

  /// Takes an element's own style in.
  mutating func apply(_ style: Style) {
    if style.isEmpty { return }
    if style.removesAll { isGone = true }
    if style.contains(.invisible) { isInvisible = true }
    if style.contains(.visible) { isInvisible = false }
    if style.contains(.zeroFont) { hasZeroFont = true }
    if style.contains(.realFont) { hasZeroFont = false }
    if style.contains(.clearInk) { hasClearInk = true }
    if style.contains(.realInk) { hasClearInk = false }
    if style.contains(.keepsSpace) { space = .kept }
    if style.contains(.keepsLines) { space = .linesKept }
    if style.contains(.normalSpace) { space = .collapsed }
    if !style.isDisjoint(with: .counters) { counter = ListStyle(style) }
    if style.contains(.noBullet) { hasBullets = false }
    if style.contains(.bullet) { hasBullets = true }
  }
}
