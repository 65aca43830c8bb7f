/// Reads the parts of a POSIX `TZ` text.
struct ZoneRuleScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: [UInt8]) {
    rest = text[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  func isAt(_ letter: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: letter) }

  /// Skips `CET` or `<+0330>`.
  mutating func skipName() -> Bool {
    if take("<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(end + 1)...]
      return true
    }
    let letters = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
    rest = rest[letters.endIndex...]
    return letters.count >= 3
  }

  /// `-3:30`, in seconds; hours may go to 167 (RFC 8536 section 3.3.1).
  mutating func time() -> Int? {
    let sign = take("-") ? -1 : 1
    if sign == 1 { _ = take("+") }
    guard let hours = number(), hours <= 167 else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where take(":") {
      guard let part = number(), part < 60 else { return nil }
      seconds += part * unit
    }
    return sign * seconds
  }

  /// `,M3.5.0/2`, `,J60` or `,59`.
  mutating func change() -> ZoneRule.Change? {
    guard take(",") else { return nil }
    guard let day = day() else { return nil }
    var change = ZoneRule.Change(day: day)
    if take("/") {
      guard let seconds = time() else { return nil }
      change.seconds = seconds
    }
    return change
  }

  private mutating func day() -> ZoneRule.Change.Day? {
    if take("J") { return number().flatMap { (1...365).contains($0) ? .julian($0) : nil } }
    guard take("M") else { return number().flatMap { $0 <= 365 ? .ordinal($0) : nil } }
    guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
      (1...12).contains(month), (1...5).contains(week), weekday < 7
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    rest = rest[digits.endIndex...]
    return digits.count > 4 ? nil : Int(String(decoding: digits, as: UTF8.self))
  }

  private mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard isAt(letter) else { return false }
    rest.removeFirst()
    return true
  }
}
