/// What style declarations say about whether and how text shows, as far as text can follow.
///
/// Each property is a group of bits of which at most one is set; an empty group says nothing.
struct Style: OptionSet, Sendable {
  var rawValue: UInt64

  static let displayNone = Style(rawValue: 1 << 0)
  static let displayBlock = Style(rawValue: 1 << 1)
  static let displayInline = Style(rawValue: 1 << 2)
  static let displayOther = Style(rawValue: 1 << 3)
  static let invisible = Style(rawValue: 1 << 4)
  static let visible = Style(rawValue: 1 << 5)
  static let zeroFont = Style(rawValue: 1 << 6)
  static let realFont = Style(rawValue: 1 << 7)
  static let clearInk = Style(rawValue: 1 << 8)
  static let realInk = Style(rawValue: 1 << 9)
  static let keepsSpace = Style(rawValue: 1 << 10)
  static let keepsLines = Style(rawValue: 1 << 11)
  static let normalSpace = Style(rawValue: 1 << 12)
  static let zeroTop = Style(rawValue: 1 << 13)
  static let realTop = Style(rawValue: 1 << 14)
  static let zeroBottom = Style(rawValue: 1 << 15)
  static let realBottom = Style(rawValue: 1 << 16)
  static let zeroOpacity = Style(rawValue: 1 << 17)
  static let realOpacity = Style(rawValue: 1 << 18)
  static let clips = Style(rawValue: 1 << 19)
  static let spills = Style(rawValue: 1 << 20)
  static let zeroHeight = Style(rawValue: 1 << 21)
  static let realHeight = Style(rawValue: 1 << 22)
  static let zeroWidth = Style(rawValue: 1 << 23)
  static let realWidth = Style(rawValue: 1 << 24)
  static let offScreen = Style(rawValue: 1 << 25)
  static let noBullet = Style(rawValue: 1 << 26)
  static let bullet = Style(rawValue: 1 << 27)
  static let floats = Style(rawValue: 1 << 28)
  static let noFloat = Style(rawValue: 1 << 29)
  static let isAbsolute = Style(rawValue: 1 << 30)
  static let isStatic = Style(rawValue: 1 << 31)
  static let isRelative = Style(rawValue: 1 << 32)
  static let inheritsFont = Style(rawValue: 1 << 33)
  static let inheritsSight = Style(rawValue: 1 << 34)
  static let displayInlineBlock = Style(rawValue: 1 << 35)
  static let displayFlex = Style(rawValue: 1 << 36)
  static let farAway = Style(rawValue: 1 << 37)
  static let spaceBefore = Style(rawValue: 1 << 38)
  static let noSpaceBefore = Style(rawValue: 1 << 39)
  static let spaceAfter = Style(rawValue: 1 << 40)
  static let noSpaceAfter = Style(rawValue: 1 << 41)
  static let padsHeight = Style(rawValue: 1 << 42)
  static let noPadHeight = Style(rawValue: 1 << 43)
  static let counts = Style(rawValue: 1 << 44)
  static let lowerLetters = Style(rawValue: 1 << 45)
  static let upperLetters = Style(rawValue: 1 << 46)
  static let lowerNumerals = Style(rawValue: 1 << 47)
  static let upperNumerals = Style(rawValue: 1 << 48)

  /// How a list's items are counted.
  static let counters: Style = [.counts, .lowerLetters, .upperLetters, .lowerNumerals, .upperNumerals]

  /// What may keep text from being seen.
  static let hides: Style = [
    .displayNone, .invisible, .zeroFont, .clearInk, .zeroOpacity, .clips, .offScreen, .farAway,
  ]

  /// The properties' groups.
  private static let groups: [Style] = [
    [.displayNone, .displayBlock, .displayInline, .displayOther, .displayInlineBlock, .displayFlex],
    [.invisible, .visible, .inheritsSight], [.zeroFont, .realFont, .inheritsFont],
    [.clearInk, .realInk], [.keepsSpace, .keepsLines, .normalSpace], [.zeroTop, .realTop], [.zeroBottom, .realBottom],
    [.zeroOpacity, .realOpacity], [.clips, .spills], [.zeroHeight, .realHeight], [.zeroWidth, .realWidth],
    [.noBullet, .bullet], [.floats, .noFloat], [.isAbsolute, .isRelative, .isStatic],
    .counters, [.spaceBefore, .noSpaceBefore], [.spaceAfter, .noSpaceAfter], [.padsHeight, .noPadHeight],
  ]

  /// Lets a stronger style win wherever it says something.
  mutating func overlay(_ stronger: Style) {
    if stronger.isEmpty { return }
    if isEmpty {
      self = stronger
      return
    }
    for group in Style.groups where !stronger.isDisjoint(with: group) { subtract(group) }
    formUnion(stronger)
  }

  /// What is left when that is taken out which cannot matter: a declaration that shows what nothing hid, and one that asks for
  /// what the element does by itself.
  ///
  /// - Parameter seen: All that was declared in the mail so far, its style sheets included.
  func relevant(to tag: Tag, seen: Style) -> Style {
    var kept = Style(rawValue: rawValue & ~Style.shows.rawValue | rawValue & seen.rawValue << 1)
    if contains(.displayOther), seen.contains(.displayNone) { kept.insert(.displayOther) }
    if tag.margin == 0 { kept.subtract([.zeroTop, .realTop, .zeroBottom, .realBottom]) }
    if !seen.contains(.displayNone) { kept.remove(tag.isBlock ? .displayBlock : .displayInline) }
    if isDisjoint(with: .clips), !seen.contains(.clips), tag != .img { kept.subtract([.zeroHeight, .zeroWidth]) }
    if isDisjoint(with: [.zeroHeight, .zeroWidth]), seen.isDisjoint(with: [.zeroHeight, .zeroWidth]) {
      kept.remove(.clips)
    }
    if tag != .pre, tag != .textarea, seen.isDisjoint(with: [.keepsSpace, .keepsLines]) { kept.remove(.normalSpace) }
    if !seen.contains(.zeroFont) { kept.remove(.inheritsFont) }
    if !seen.contains(.invisible) { kept.remove(.inheritsSight) }
    if !seen.contains(.zeroHeight) { kept.subtract([.padsHeight, .noPadHeight]) }
    kept.subtract(idlePlaces(on: tag, seen: seen))
    return kept
  }

  /// What a style says of an element's place that changes nothing: a block keeps to lines of its own wherever it stands.
  private func idlePlaces(on tag: Tag, seen: Style) -> Style {
    if seen.isDisjoint(with: .places) { return [] }
    var idle: Style = []
    if !seen.contains(.farAway) { idle.insert(.isRelative) }
    if tag.isBlock || tag.isVoid {
      idle.formUnion([.floats, .noFloat, .spaceBefore, .noSpaceBefore, .spaceAfter, .noSpaceAfter])
      if !seen.contains(.farAway) { idle.formUnion([.isAbsolute, .isStatic]) }
    } else if !seen.contains(.displayNone) {
      idle.insert(.displayInlineBlock)
    }
    return idle
  }

  /// Where an element stands among its neighbours.
  private static let places: Style = [
    .floats, .noFloat, .isAbsolute, .isRelative, .isStatic, .spaceBefore, .noSpaceBefore, .spaceAfter, .noSpaceAfter,
    .displayInlineBlock,
  ]

  /// What undoes a declaration of hiding; each but the last is the bit above that one's.
  private static let shows: Style = [
    .visible, .realFont, .realInk, .realTop, .realBottom, .realOpacity, .spills, .realHeight, .realWidth,
    .bullet, .noFloat, .isStatic, .noSpaceBefore, .noSpaceAfter, .noPadHeight, .displayOther,
  ]

  /// Whether the element and all in it is out of sight, whatever is declared further in.
  var removesAll: Bool {
    !isDisjoint(with: [.displayNone, .zeroOpacity, .offScreen])
      || contains(.clips) && (contains(.zeroWidth) || contains(.zeroHeight) && !contains(.padsHeight))
      || contains(.farAway) && !isDisjoint(with: [.isAbsolute, .isRelative])
  }

  /// Whether the element is a block whatever its `display` (CSS 2.2, section 9.7).
  var isOutOfFlow: Bool { !isDisjoint(with: [.floats, .isAbsolute]) }
}

/// A block of declarations: the plain ones and those marked `!important`.
struct Declarations: Sendable {
  var plain: Style = []
  var important: Style = []

  var isEmpty: Bool { plain.isEmpty && important.isEmpty }

  /// Takes a later block of the same weight in.
  mutating func overlay(_ later: Declarations) {
    plain.overlay(later.plain)
    important.overlay(later.important)
  }
}
