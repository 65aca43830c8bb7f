/// A date and a time of day in the proleptic Gregorian calendar, without a zone.
public struct CivilTime: Hashable, Sendable {
  /// The year, 0 to 9999.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int
  /// The day of the month, from 1.
  public var day: Int
  /// The hour, 0 to 23.
  public var hour: Int
  /// The minute, 0 to 59.
  public var minute: Int
  /// The second, 0 to 59. A leap second 60 is read as 59, as POSIX time has none.
  public var second: Int
  /// The part of a second, in nanoseconds.
  public var nanosecond: Int

  /// Creates a civil time, or nil where a part is out of range (a 31 June, an hour 24).
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, nanosecond: Int = 0
  ) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilTime.days(inMonth: month, ofYear: year), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second), (0..<1_000_000_000).contains(nanosecond)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = min(second, 59)
    self.nanosecond = nanosecond
  }

  /// The civil time that clocks at `secondsEastOfUTC` show at `timestamp`.
  public init(_ timestamp: Timestamp, secondsEastOfUTC: Int = 0) {
    let local = timestamp.seconds + Int64(secondsEastOfUTC)
    let days = Int((local >= 0 ? local : local - 86_399) / 86_400)
    let rest = Int(local - Int64(days) * 86_400)
    (year, month, day) = CivilTime.date(daysSinceEpoch: days)
    hour = rest / 3600
    minute = rest % 3600 / 60
    second = rest % 60
    nanosecond = Int(timestamp.nanoseconds)
  }

  /// The instant at which clocks at `secondsEastOfUTC` show this time.
  public func timestamp(secondsEastOfUTC: Int = 0) -> Timestamp {
    let days = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - secondsEastOfUTC
    return Timestamp(seconds: Int64(seconds), nanoseconds: Int32(nanosecond))
  }

  /// The number of days in a month.
  public static func days(inMonth month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01, by counting years from March in eras of 400 (146 097 days each).
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let fromMarch = month <= 2 ? year - 1 : year
    let era = (fromMarch >= 0 ? fromMarch : fromMarch - 399) / 400
    let yearOfEra = fromMarch - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func date(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}
