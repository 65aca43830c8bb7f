import Bytes

/// A number with its unit.
struct CSSLength {
  var number: Double
  /// The length in CSS pixels; nil where the unit depends on something else.
  var pixels: Double?
  /// Whether anything stands behind the number.
  var hasUnit: Bool
  /// Whether the unit is one of the surrounding font's size.
  var isRelative: Bool

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
    let unit = value.extracting(at..<value.count)
    hasUnit = !unit.isEmpty
    isRelative = unit.hasPrefix("%") || unit.hasPrefix("em") || unit.hasPrefix("ex") || unit.hasPrefix("ch")
    pixels = CSSLength.perUnit(unit).map { [number] in number * $0 }
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
