import Bytes

/// A value that a field's text can become.
public protocol CellDecodable: SendableMetatype {
  /// What messages call such a value, as in `a whole number`.
  static var cellDescription: String { get }

  /// The value of a field's text, or nil where the text is none.
  init?(cell: Span<UInt8>)
}

extension String: CellDecodable {
  /// What messages call the value.
  public static var cellDescription: String { "text" }

  /// Any text.
  @inlinable
  public init?(cell: Span<UInt8>) {
    self = unsafe cell.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

extension Int: CellDecodable {
  /// What messages call the value.
  public static var cellDescription: String { "a whole number" }

  /// Decimal digits, with a sign or without, and nothing else.
  @inlinable
  public init?(cell: Span<UInt8>) {
    guard !cell.isEmpty else { return nil }
    let isNegative = cell[0] == UInt8(ascii: "-")
    var at = isNegative || cell[0] == UInt8(ascii: "+") ? 1 : 0
    guard at < cell.count else { return nil }
    var value = 0
    while at < cell.count {
      let digit = cell[at] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      // Counted down for negative numbers, which reach one further.
      let (next, more) =
        isNegative
        ? tenfold.subtractingReportingOverflow(Int(digit)) : tenfold.addingReportingOverflow(Int(digit))
      guard !overflow && !more else { return nil }
      value = next
      at += 1
    }
    self = value
  }
}

extension Double: CellDecodable {
  /// What messages call the value.
  public static var cellDescription: String { "a number" }

  /// A decimal number as JSON writes it; no `nan`, no hexadecimal.
  public init?(cell: Span<UInt8>) {
    if let plain = Double.plain(cell) {
      self = plain
    } else {
      guard cell.isNumber else { return nil }
      self.init(String(repairing: cell))
    }
  }

  /// The value of digits with at most one point among them, where it is exact: up to 15 digits are a whole number that
  /// a `Double` holds, and so is the power of ten that divides it, which leaves one rounding (Clinger 1990).
  private static func plain(_ cell: Span<UInt8>) -> Double? {
    guard cell.count > 0 && cell.count <= 17 else { return nil }
    let isNegative = cell[0] == UInt8(ascii: "-")
    let first = isNegative ? 1 : 0
    var (value, divisor, point) = (0, 1, -1)
    for index in first..<cell.count {
      if cell[index] == UInt8(ascii: ".") && point < 0 && index > first {
        point = index
        continue
      }
      guard let digit = cell[index].decimalValue else { return nil }
      value = value &* 10 &+ digit
      if point >= 0 { divisor &*= 10 }
    }
    guard value < 1_000_000_000_000_000, cell.count > first, point != cell.count - 1 else { return nil }
    let magnitude = Double(value) / Double(divisor)
    return isNegative ? -magnitude : magnitude
  }
}

extension Bool: CellDecodable {
  /// What messages call the value.
  public static var cellDescription: String { "true or false" }

  /// `true` or `false`, in small letters or capitals, `1` or `0`.
  public init?(cell: Span<UInt8>) {
    switch cell.count {
    case 1 where cell[0] == UInt8(ascii: "1"): self = true
    case 1 where cell[0] == UInt8(ascii: "0"): self = false
    case 4 where cell.isEqual(ignoringCase: "true"): self = true
    case 5 where cell.isEqual(ignoringCase: "false"): self = false
    default: return nil
    }
  }
}

extension Array: CellDecodable where Element == UInt8 {
  /// What messages call the value.
  public static var cellDescription: String { "bytes" }

  /// The text's own bytes.
  public init?(cell: Span<UInt8>) {
    self = cell.array()
  }
}

extension Optional: CellDecodable where Wrapped: CellDecodable {
  /// What messages call the value.
  public static var cellDescription: String { "\(Wrapped.cellDescription) or nothing" }

  /// Nil for an empty field.
  @inlinable
  public init?(cell: Span<UInt8>) {
    if cell.isEmpty {
      self = Optional<Wrapped>.none
    } else {
      guard let value = Wrapped(cell: cell) else { return nil }
      self = .some(value)
    }
  }
}

extension Span<UInt8> {
  /// Whether the text is `word`, which is in small ASCII letters, in any case.
  func isEqual(ignoringCase word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count where unsafe self[index] | 0x20 != word.utf8Start[index] { return false }
    return true
  }
}
