import Bytes

/// The CSS properties that decide whether and how text shows.
enum Property {
  case left, color, width, margin, height, display, opacity, overflow, fontSize, visibility, marginTop
  case listStyle, whiteSpace, textIndent, marginBottom

  /// The property of a name in any case, or nil for all others.
  init?(_ name: Span<UInt8>) {
    switch name.count {
    case 4 where name.isWord("left"): self = .left
    case 5 where name.isWord("color"): self = .color
    case 5 where name.isWord("width"): self = .width
    case 6 where name.isWord("margin"): self = .margin
    case 6 where name.isWord("height"): self = .height
    case 7 where name.isWord("display"): self = .display
    case 7 where name.isWord("opacity"): self = .opacity
    case 8 where name.isWord("overflow"): self = .overflow
    case 9 where name.isWord("font-size"): self = .fontSize
    case 9 where name.isWord("max-width"): self = .width
    case 10 where name.isWord("visibility"): self = .visibility
    case 10 where name.isWord("margin-top"): self = .marginTop
    case 10 where name.isWord("max-height"): self = .height
    case 10 where name.isWord("list-style"): self = .listStyle
    case 10 where name.isWord("overflow-x") || name.isWord("overflow-y"): self = .overflow
    case 11 where name.isWord("white-space"): self = .whiteSpace
    case 11 where name.isWord("text-indent"): self = .textIndent
    case 13 where name.isWord("margin-bottom"): self = .marginBottom
    case 15 where name.isWord("list-style-type"): self = .listStyle
    default: return nil
    }
  }

  /// What the property says with a value.
  func style(_ value: Span<UInt8>) -> Style {
    switch self {
    case .display: Self.display(value)
    case .visibility: value.isWord("hidden") || value.isWord("collapse") ? .invisible : .visible
    case .fontSize: Self.isTiny(value, pixels: 1) ? .zeroFont : .realFont
    case .color: Self.isClear(value) ? .clearInk : .realInk
    case .whiteSpace: Self.whiteSpace(value)
    case .opacity: Self.isTiny(value, pixels: 0.02) ? .zeroOpacity : .realOpacity
    case .overflow: value.hasPrefix("hidden") || value.hasPrefix("clip") ? .clips : .spills
    case .height: Self.isTiny(value, pixels: 1) ? .zeroHeight : .realHeight
    case .width: Self.isTiny(value, pixels: 1) ? .zeroWidth : .realWidth
    case .left, .textIndent: Self.isFarOut(value) ? .offScreen : []
    case .listStyle: value.hasPrefix("none") ? .noBullet : .bullet
    case .marginTop: Self.isTiny(value, pixels: 4) ? .zeroTop : .realTop
    case .marginBottom: Self.isTiny(value, pixels: 4) ? .zeroBottom : .realBottom
    case .margin: Self.margins(value)
    }
  }

  private static func display(_ value: Span<UInt8>) -> Style {
    if value.isWord("none") { return .displayNone }
    if value.hasPrefix("inline") { return .displayInline }
    if value.isWord("block") || value.isWord("flex") || value.isWord("grid") || value.isWord("list-item") {
      return .displayBlock
    }
    return .displayOther
  }

  private static func whiteSpace(_ value: Span<UInt8>) -> Style {
    if value.isWord("pre") || value.isWord("pre-wrap") || value.isWord("break-spaces") { return .keepsSpace }
    return value.isWord("pre-line") ? .keepsLines : .normalSpace
  }

  private static func margins(_ value: Span<UInt8>) -> Style {
    let top = value.word(0)
    let third = value.word(2)
    let bottom = third.isEmpty ? top : third
    return [
      isTiny(top, pixels: 4) ? .zeroTop : .realTop, isTiny(bottom, pixels: 4) ? .zeroBottom : .realBottom,
    ]
  }

  /// Whether a colour lets nothing be seen: `transparent`, or an alpha of 0.
  private static func isClear(_ value: Span<UInt8>) -> Bool {
    if value.isWord("transparent") { return true }
    guard value.hasPrefix("rgba("), let comma = value.lastIndex(of: UInt8(ascii: ",")) else { return false }
    return isTiny(value.extracting((comma + 1)..<value.count), pixels: 0.02)
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

/// A number with its unit.
struct CSSLength {
  var number: Double
  /// The length in CSS pixels; nil where the unit depends on something else.
  var pixels: Double?

  /// Reads `-0.5in`, `.0001pt`, `0`; nil for anything that does not begin with a number.
  init?(_ value: Span<UInt8>) {
    var at = 0
    while at < value.count, value[at].isBlank { at += 1 }
    let isNegative = at < value.count && value[at] == UInt8(ascii: "-")
    if isNegative || at < value.count && value[at] == UInt8(ascii: "+") { at += 1 }
    var mantissa = 0.0
    var scale = 0.0
    var hasDigit = false
    while at < value.count {
      if let digit = value[at].decimalValue {
        mantissa = mantissa * 10 + Double(digit)
        scale *= 10
        hasDigit = true
      } else if value[at] == UInt8(ascii: "."), scale == 0 {
        scale = 1
      } else {
        break
      }
      at += 1
    }
    guard hasDigit else { return nil }
    number = (scale > 0 ? mantissa / scale : mantissa) * (isNegative ? -1 : 1)
    pixels = CSSLength.perUnit(value.extracting(at..<value.count)).map { [number] in number * $0 }
  }

  private static func perUnit(_ unit: Span<UInt8>) -> Double? {
    if unit.isEmpty || unit.hasPrefix("px") || unit[0].isBlank { return 1 }
    if unit.hasPrefix("pt") { return 4.0 / 3 }
    if unit.hasPrefix("in") { return 96 }
    if unit.hasPrefix("cm") { return 37.8 }
    if unit.hasPrefix("mm") { return 3.78 }
    if unit.hasPrefix("em") || unit.hasPrefix("rem") { return 16 }
    return nil
  }
}
