import Bytes
import Dump

/// Finds the narrowest type that all values of a column have.
struct TypeGuess {
  /// The types that no value has ruled out yet.
  private var possible: Set<ResultType> = Set(ResultType.allCases)
  private var hasValues = false

  /// The type; text where there are no values.
  var type: ResultType {
    hasValues ? ResultType.allCases.first { possible.contains($0) } ?? .text : .text
  }

  /// Looks at a value; a missing one, and an empty cell of a file without types, says nothing.
  mutating func see(_ value: Span<UInt8>, _ kind: Record.ValueKind) {
    if kind == .missing || (kind == .untyped && value.isEmpty) { return }
    hasValues = true
    guard possible.count > 1 else { return }
    for type in possible where type != .text && !TypeGuess.isOne(value, kind, type) { possible.remove(type) }
  }

  /// Takes in what another file's values of the column are.
  mutating func join(_ other: TypeGuess) {
    guard other.hasValues else { return }
    possible.formIntersection(other.possible)
    hasValues = true
  }

  /// Whether a value is of a type. A JSON file's text is a text, a day or a time and never a number.
  private static func isOne(_ value: Span<UInt8>, _ kind: Record.ValueKind, _ type: ResultType) -> Bool {
    switch type {
    case .integer: return (kind == .untyped || kind == .number) && isInteger(value)
    case .number: return (kind == .untyped || kind == .number) && isNumber(value)
    case .boolean: return kind == .boolean || (kind == .untyped && truth(value) != nil)
    case .date: return (kind == .untyped || kind == .text) && isDate(value)
    case .datetime: return (kind == .untyped || kind == .text) && isTime(value)
    case .json: return kind == .json
    case .text: return true
    }
  }

  /// A whole number without a leading zero or plus; what has one may be an id.
  static func isInteger(_ text: Span<UInt8>) -> Bool {
    let start = isNegative(text) ? 1 : 0
    guard 1...18 ~= text.count - start else { return false }
    if text[start] == UInt8(ascii: "0") { return text.count == 1 }
    return (start..<text.count).allSatisfy { text[$0].isDigit }
  }

  /// A number as JSON writes it, of at most 15 digits before the exponent.
  static func isNumber(_ text: Span<UInt8>) -> Bool {
    var place = isNegative(text) ? 1 : 0
    let whole = skipDigits(text, &place)
    if whole == 0 || (whole > 1 && text[place - whole] == UInt8(ascii: "0")) { return false }
    var digits = whole
    if place < text.count, text[place] == UInt8(ascii: ".") {
      place += 1
      let fraction = skipDigits(text, &place)
      if fraction == 0 { return false }
      digits += fraction
    }
    if place < text.count, text[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < text.count, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") { place += 1 }
      // A double ends at 1e308.
      guard 1...2 ~= skipDigits(text, &place) else { return false }
    }
    return place == text.count && digits <= 15
  }

  private static func isNegative(_ text: Span<UInt8>) -> Bool { !text.isEmpty && text[0] == UInt8(ascii: "-") }

  private static func skipDigits(_ text: Span<UInt8>, _ place: inout Int) -> Int {
    let start = place
    while place < text.count, text[place].isDigit { place += 1 }
    return place - start
  }

  /// What `true` or `false` says, in any case.
  static func truth(_ text: Span<UInt8>) -> Bool? {
    if text.count == 4, matches(text, "true") { return true }
    return text.count == 5 && matches(text, "false") ? false : nil
  }

  private static func matches(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
    var index = 0
    return "\(word)".utf8.allSatisfy { letter in
      defer { index += 1 }
      return text[index] | 0x20 == letter
    }
  }

  private static func isDate(_ text: Span<UInt8>) -> Bool {
    text.count == 10 && text[4] == UInt8(ascii: "-") && TimeFormat.iso8601.parse(text) != nil
  }

  private static func isTime(_ text: Span<UInt8>) -> Bool {
    16...35 ~= text.count && text[4] == UInt8(ascii: "-") && TimeFormat.iso8601.parse(text) != nil
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { 48...57 ~= self }
}
