extension TimeFormat {
  /// Reads a time that fills `text` from end to end; nil where it does not fit the format or names no real time.
  ///
  /// Digits of day, month, hour, minute and second may be one or two, whatever the pattern's width, as spreadsheets drop zeros.
  public func parse(_ text: Span<UInt8>) -> ParsedTime? {
    var cursor = TimeCursor(text: text)
    switch form {
    case .iso8601: return cursor.iso8601()
    case .epochSeconds: return TimeFormat.epoch(text, unit: 1)
    case .epochMilliseconds: return TimeFormat.epoch(text, unit: 1000)
    case .parts(let parts): return cursor.parse(parts)
    }
  }

  /// Reads a time that fills `text`; nil where it does not fit the format or names no real time.
  public func parse(_ text: String) -> ParsedTime? {
    parse(text.utf8.span)
  }

  private static func epoch(_ text: Span<UInt8>, unit: Int64) -> ParsedTime? {
    guard let bytes = String(validating: text), let value = Int64(bytes) else { return nil }
    let seconds = value >= 0 ? value / unit : (value - unit + 1) / unit
    guard seconds >= -62_167_219_200, seconds <= 253_402_300_799 else { return nil }
    let nanoseconds = Int32((value - seconds * unit) * (1_000_000_000 / unit))
    return ParsedTime(civil: CivilTime(Timestamp(seconds: seconds, nanoseconds: nanoseconds)), secondsEastOfUTC: 0)
  }
}

/// Where a time's reading stands.
private struct TimeCursor: ~Escapable {
  let text: Span<UInt8>
  var at = 0

  @_lifetime(copy text)
  init(text: Span<UInt8>) {
    self.text = text
  }

  var isAtEnd: Bool { at == text.count }

  mutating func take(_ byte: UInt8) -> Bool {
    guard at < text.count, text[at] == byte else { return false }
    at += 1
    return true
  }

  mutating func digits(_ range: ClosedRange<Int>) -> Int? {
    var value = 0
    var seen = 0
    while seen < range.upperBound, at < text.count, let digit = text[at].decimalValue {
      value = value * 10 + digit
      seen += 1
      at += 1
    }
    return seen >= range.lowerBound ? value : nil
  }

  /// One to any number of fraction digits, as nanoseconds; digits behind the ninth are dropped.
  mutating func fraction() -> Int? {
    var value = 0
    var scale = 100_000_000
    let start = at
    while at < text.count, let digit = text[at].decimalValue {
      value += digit * scale
      scale /= 10
      at += 1
    }
    return at > start ? value : nil
  }

  /// `Z`, `+01`, `+0100`, `+01:00`; nil where the text is none of them.
  mutating func zone() -> Int? {
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    let sign: Int
    if take(UInt8(ascii: "+")) { sign = 1 } else if take(UInt8(ascii: "-")) { sign = -1 } else { return nil }
    guard let hours = digits(2...2), hours <= 23 else { return nil }
    var minutes = 0
    if take(UInt8(ascii: ":")) {
      guard let stated = digits(2...2) else { return nil }
      minutes = stated
    } else if !isAtEnd, text[at].decimalValue != nil {
      guard let stated = digits(2...2) else { return nil }
      minutes = stated
    }
    guard minutes <= 59 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  mutating func iso8601() -> ParsedTime? {
    guard let year = digits(4...4), take(UInt8(ascii: "-")), let month = digits(2...2), take(UInt8(ascii: "-")),
      let day = digits(2...2)
    else { return nil }
    if isAtEnd {
      return CivilTime(year: year, month: month, day: day).map { ParsedTime(civil: $0, secondsEastOfUTC: nil) }
    }
    guard take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")) || take(UInt8(ascii: " ")), let hour = digits(2...2),
      take(UInt8(ascii: ":")), let minute = digits(2...2)
    else { return nil }
    var second = 0
    var nanosecond = 0
    if take(UInt8(ascii: ":")) {
      guard let stated = digits(2...2) else { return nil }
      second = stated
      if take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) {
        guard let stated = fraction() else { return nil }
        nanosecond = stated
      }
    }
    var offset: Int?
    if !isAtEnd {
      _ = take(UInt8(ascii: " "))
      guard let stated = zone() else { return nil }
      offset = stated
    }
    guard isAtEnd,
      let civil = CivilTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, nanosecond: nanosecond)
    else { return nil }
    return ParsedTime(civil: civil, secondsEastOfUTC: offset)
  }

  mutating func parse(_ parts: [TimeFormat.Part]) -> ParsedTime? {
    var fields = TimeFields()
    for part in parts {
      guard read(part, into: &fields) else { return nil }
    }
    guard isAtEnd, let civil = fields.civil() else { return nil }
    return ParsedTime(civil: civil, secondsEastOfUTC: fields.offset)
  }

  private mutating func read(_ part: TimeFormat.Part, into fields: inout TimeFields) -> Bool {
    switch part {
    case .literal(let byte): return take(byte)
    case .year: return set(&fields.year, digits(4...4))
    case .shortYear: return set(&fields.year, digits(2...2).map { 2000 + $0 })
    case .month: return set(&fields.month, digits(1...2))
    case .monthName: return set(&fields.month, name(among: monthNames))
    case .day: return set(&fields.day, digits(1...2))
    case .weekday: return name(among: weekdayNames) != nil
    case .hour: return set(&fields.hour, digits(1...2))
    case .hour12:
      guard let hour = digits(1...2), (1...12).contains(hour) else { return false }
      fields.hour = hour % 12
      return true
    case .halfDay:
      guard let half = name(among: ["am", "pm"]) else { return false }
      fields.afternoon = half == 2
      return true
    case .minute: return set(&fields.minute, digits(1...2))
    case .second: return set(&fields.second, digits(1...2))
    case .fraction: return set(&fields.nanosecond, fraction())
    case .zone:
      fields.offset = zone()
      return fields.offset != nil
    }
  }

  private func set(_ field: inout Int, _ value: Int?) -> Bool {
    guard let value else { return false }
    field = value
    return true
  }

  /// The number, from 1, of the name in the list that stands here whole or as its first three letters, in any case.
  private mutating func name(among names: [StaticString]) -> Int? {
    let start = at
    while at < text.count, text[at] | 0x20 >= UInt8(ascii: "a"), text[at] | 0x20 <= UInt8(ascii: "z") { at += 1 }
    let length = at - start
    for (index, name) in names.enumerated() {
      guard length == name.utf8CodeUnitCount || (length == 3 && name.utf8CodeUnitCount > 3) else { continue }
      let same = (0..<length).allSatisfy { unsafe text[start + $0] | 0x20 == name.utf8Start[$0] }
      if same { return index + 1 }
    }
    return nil
  }
}

private struct TimeFields {
  var year = 0
  var month = 0
  var day = 0
  var hour = 0
  var minute = 0
  var second = 0
  var nanosecond = 0
  var afternoon = false
  var offset: Int?

  func civil() -> CivilTime? {
    CivilTime(
      year: year, month: month, day: day, hour: afternoon ? hour + 12 : hour, minute: minute, second: second,
      nanosecond: nanosecond)
  }
}

private let monthNames: [StaticString] = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
  "december",
]
private let weekdayNames: [StaticString] = [
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
]
