import Bytes

/// The CSS properties that decide whether, where and how text shows.
enum Property {
  case top, left, font, color, width, float, margin, height, display, opacity, padding, overflow, fontSize, position
  case visibility, marginTop, minHeight, listStyle, whiteSpace, textIndent, marginLeft, paddingTop, marginRight
  case paddingLeft, marginBottom, paddingRight, paddingBottom

  /// The property of a name in any case, or nil for all others.
  init?(_ name: Span<UInt8>) {
    switch name.count {
    case 3 where name.isWord("top"): self = .top
    case 4 where name.isWord("left"): self = .left
    case 4 where name.isWord("font"): self = .font
    case 5 where name.isWord("color"): self = .color
    case 5 where name.isWord("width"): self = .width
    case 5 where name.isWord("float"): self = .float
    case 6 where name.isWord("margin"): self = .margin
    case 6 where name.isWord("height"): self = .height
    case 7 where name.isWord("display"): self = .display
    case 7 where name.isWord("opacity"): self = .opacity
    case 7 where name.isWord("padding"): self = .padding
    case 8 where name.isWord("overflow"): self = .overflow
    case 8 where name.isWord("position"): self = .position
    case 9 where name.isWord("font-size"): self = .fontSize
    case 9 where name.isWord("max-width"): self = .width
    case 10...: guard let property = Property(longName: name) else { return nil }; self = property
    default: return nil
    }
  }

  private init?(longName name: Span<UInt8>) {
    switch name.count {
    case 10 where name.isWord("visibility"): self = .visibility
    case 10 where name.isWord("margin-top"): self = .marginTop
    case 10 where name.isWord("max-height"): self = .height
    case 10 where name.isWord("min-height"): self = .minHeight
    case 10 where name.isWord("list-style"): self = .listStyle
    case 10 where name.isWord("overflow-x") || name.isWord("overflow-y"): self = .overflow
    case 11 where name.isWord("white-space"): self = .whiteSpace
    case 11 where name.isWord("text-indent"): self = .textIndent
    case 11 where name.isWord("margin-left"): self = .marginLeft
    case 11 where name.isWord("padding-top"): self = .paddingTop
    case 12 where name.isWord("margin-right"): self = .marginRight
    case 12 where name.isWord("padding-left"): self = .paddingLeft
    case 13 where name.isWord("margin-bottom"): self = .marginBottom
    case 13 where name.isWord("padding-right"): self = .paddingRight
    case 14 where name.isWord("padding-bottom"): self = .paddingBottom
    case 15 where name.isWord("list-style-type"): self = .listStyle
    default: return nil
    }
  }

  /// What the property says with a value.
  func style(_ value: Span<UInt8>) -> Style {
    switch self {
    case .display: Self.display(value)
    case .visibility: Self.visibility(value)
    case .fontSize: Self.fontSize(value)
    case .font: Self.font(value)
    case .color: Self.isClear(value) ? .clearInk : .realInk
    case .whiteSpace: Self.whiteSpace(value)
    case .opacity: Self.isTiny(value, pixels: 0.02) ? .zeroOpacity : .realOpacity
    case .overflow: value.hasPrefix("hidden") || value.hasPrefix("clip") ? .clips : .spills
    case .height: Self.isTiny(value, pixels: 1) ? .zeroHeight : .realHeight
    case .width: Self.isTiny(value, pixels: 1) ? .zeroWidth : .realWidth
    case .minHeight, .paddingTop, .paddingBottom: Self.isTiny(value, pixels: 4) ? .noPadHeight : .padsHeight
    case .textIndent: Self.isFarOut(value) ? .offScreen : []
    case .left, .top: Self.isFarOut(value) ? .farAway : []
    case .float: value.isWord("left") || value.isWord("right") ? .floats : .noFloat
    case .position: Self.position(value)
    case .listStyle: Self.listStyle(value)
    case .marginTop: Self.isTiny(value, pixels: 4) ? .zeroTop : .realTop
    case .marginBottom: Self.isTiny(value, pixels: 4) ? .zeroBottom : .realBottom
    case .marginLeft: Self.isFarOut(value) ? .offScreen : Self.before(value)
    case .paddingLeft: Self.before(value)
    case .marginRight, .paddingRight: Self.after(value)
    case .margin: Self.margins(value)
    case .padding: Self.paddings(value)
    }
  }

  private static func display(_ value: Span<UInt8>) -> Style {
    if value.isWord("none") { return .displayNone }
    if value.isWord("inline") { return .displayInline }
    if value.hasPrefix("inline-") { return .displayInlineBlock }
    if value.isWord("flex") || value.isWord("grid") { return .displayFlex }
    if value.isWord("table-cell") { return [.displayOther, .spaceBefore, .spaceAfter] }
    if value.isWord("block") || value.isWord("list-item") || value.isWord("table") || value.isWord("table-row")
      || value.isWord("table-caption") || value.isWord("flow-root")
    {
      return .displayBlock
    }
    return .displayOther
  }

  private static func visibility(_ value: Span<UInt8>) -> Style {
    if value.isWord("hidden") || value.isWord("collapse") { return .invisible }
    return value.isWord("visible") || value.isWord("initial") ? .visible : .inheritsSight
  }

  private static func listStyle(_ value: Span<UInt8>) -> Style {
    if value.hasPrefix("none") { return .noBullet }
    let counters: [(StaticString, Style)] = [
      ("lower-alpha", .lowerLetters), ("lower-latin", .lowerLetters), ("upper-alpha", .upperLetters),
      ("upper-latin", .upperLetters), ("lower-roman", .lowerNumerals), ("upper-roman", .upperNumerals),
      ("decimal", .counts),
    ]
    for (word, counter) in counters where value.hasPrefix(word) { return [.bullet, counter] }
    return .bullet
  }

  private static func position(_ value: Span<UInt8>) -> Style {
    if value.isWord("absolute") || value.isWord("fixed") { return .isAbsolute }
    return value.isWord("relative") || value.isWord("sticky") ? .isRelative : .isStatic
  }

  /// A size relative to the parent's is nothing where that one's is.
  private static func fontSize(_ value: Span<UInt8>) -> Style {
    if isTiny(value, pixels: 1) { return .zeroFont }
    if let length = CSSLength(value) { return length.isRelative ? .inheritsFont : .realFont }
    for word in ["inherit", "unset", "larger", "smaller"] as [StaticString] where value.isWord(word) {
      return .inheritsFont
    }
    return .realFont
  }

  /// `italic 700 12px/1.5 Arial`: the size is the first length that is no weight (CSS Fonts 4, section 2.7).
  private static func font(_ value: Span<UInt8>) -> Style {
    if value.isWord("inherit") || value.isWord("unset") { return .inheritsFont }
    var number = 0
    while true {
      let word = value.word(number)
      if word.isEmpty { return .realFont }
      let size = word.extracting(0..<(word.firstIndex(of: UInt8(ascii: "/")) ?? word.count))
      if let length = CSSLength(size), length.number == 0 || length.hasUnit { return fontSize(size) }
      number += 1
    }
  }

  private static func whiteSpace(_ value: Span<UInt8>) -> Style {
    if value.isWord("pre") || value.isWord("pre-wrap") || value.isWord("break-spaces") { return .keepsSpace }
    return value.isWord("pre-line") ? .keepsLines : .normalSpace
  }

  private static func margins(_ value: Span<UInt8>) -> Style {
    let top = value.word(0)
    let third = value.word(2)
    let bottom = third.isEmpty ? top : third
    let style: Style = [
      isTiny(top, pixels: 4) ? .zeroTop : .realTop, isTiny(bottom, pixels: 4) ? .zeroBottom : .realBottom,
    ]
    return isFarOut(left(of: value)) ? style.union(.offScreen) : style.union(sides(value))
  }

  private static func paddings(_ value: Span<UInt8>) -> Style {
    let third = value.word(2)
    let isLow = isTiny(value.word(0), pixels: 4) && (third.isEmpty || isTiny(third, pixels: 4))
    return sides(value).union(isLow ? .noPadHeight : .padsHeight)
  }

  /// The space that a shorthand leaves on both sides.
  private static func sides(_ value: Span<UInt8>) -> Style {
    let second = value.word(1)
    let right = second.isEmpty ? value.word(0) : second
    return before(left(of: value)).union(after(right))
  }

  @_lifetime(copy value)
  private static func left(of value: Span<UInt8>) -> Span<UInt8> {
    let (second, fourth) = (value.word(1), value.word(3))
    return !fourth.isEmpty ? fourth : !second.isEmpty ? second : value.word(0)
  }

  private static func before(_ value: Span<UInt8>) -> Style { isApart(value) ? .spaceBefore : .noSpaceBefore }

  private static func after(_ value: Span<UInt8>) -> Style { isApart(value) ? .spaceAfter : .noSpaceAfter }

  /// Whether a length keeps words apart as a space does.
  private static func isApart(_ value: Span<UInt8>) -> Bool {
    guard let pixels = CSSLength(value)?.pixels else { return false }
    return pixels >= 3
  }

  /// Whether a colour lets nothing be seen: `transparent`, or an alpha of 0 (CSS Color 4, sections 4 and 5).
  private static func isClear(_ value: Span<UInt8>) -> Bool {
    if value.isEmpty || value.isWord("transparent") { return !value.isEmpty }
    if value[0] == UInt8(ascii: "#") {
      return value.count == 5 && value[4] == 0x30 || value.count == 9 && value[7] == 0x30 && value[8] == 0x30
    }
    guard value.hasPrefix("rgb") || value.hasPrefix("hsl") else { return false }
    var alpha = value.lastIndex(of: UInt8(ascii: "/"))
    if alpha == nil, value.indices.reduce(0, { $0 + (value[$1] == UInt8(ascii: ",") ? 1 : 0) }) == 3 {
      alpha = value.lastIndex(of: UInt8(ascii: ","))
    }
    guard let alpha else { return false }
    return isTiny(value.extracting((alpha + 1)..<value.count), pixels: 0.02)
  }

  /// Whether a length is a number of at most `pixels`, in pixels, points, or anything when it is nought.
  private static func isTiny(_ value: Span<UInt8>, pixels: Double) -> Bool {
    guard let length = CSSLength(value), length.number >= 0 else { return false }
    if length.number == 0 { return true }
    return length.pixels.map { $0 <= pixels } ?? false
  }

  /// Whether a length moves text hundreds of pixels to the left of the page.
  private static func isFarOut(_ value: Span<UInt8>) -> Bool {
    guard let length = CSSLength(value), let pixels = length.pixels else { return false }
    return pixels <= -500
  }
}
