/// How a zone's clocks go after the last change that its file lists: a POSIX `TZ` text as in `CET-1CEST,M3.5.0,M10.5.0/3`
/// (RFC 8536 section 3.3.1, POSIX.1-2017 section 8.3).
struct ZoneRule: Hashable {
  /// A day of every year and the time on it, in seconds after midnight, at which a change happens.
  struct Change: Hashable {
    enum Day: Hashable {
      /// The `week`th (5: the last) `weekday` (0: Sunday) of a month.
      case weekday(month: Int, week: Int, weekday: Int)
      /// A day from 1 to 365, 29 February never counted.
      case julian(Int)
      /// A day from 0 to 365, 29 February counted.
      case ordinal(Int)
    }

    var day: Day
    var seconds = 7200
  }

  /// Seconds east of UTC in standard time.
  private(set) var standard: Int
  /// Seconds east of UTC in summer time, and when it begins and ends; nil where there is none.
  private(set) var summer: (offset: Int, begin: Change, end: Change)?

  static func == (left: ZoneRule, right: ZoneRule) -> Bool {
    left.standard == right.standard && left.summer?.offset == right.summer?.offset
      && left.summer?.begin == right.summer?.begin && left.summer?.end == right.summer?.end
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(standard)
    hasher.combine(summer?.offset)
  }

  /// Reads the text; nil where it is none.
  init?(_ text: [UInt8]) {
    var scanner = ZoneRuleScanner(text)
    guard scanner.skipName(), let west = scanner.time() else { return nil }
    standard = -west
    if scanner.isAtEnd { return }
    guard scanner.skipName() else { return nil }
    let offset = scanner.isAt(",") ? standard + 3600 : scanner.time().map { -$0 }
    guard let offset, let begin = scanner.change(), let end = scanner.change(), scanner.isAtEnd else { return nil }
    summer = (offset, begin, end)
  }

  /// The changes of a year in their order: when, in seconds since 1970, and the offset from then on.
  func changes(in year: Int) -> [(start: Int64, offset: Int)] {
    guard let summer else { return [] }
    return [
      (Self.start(summer.begin, year, offset: standard), summer.offset),
      (Self.start(summer.end, year, offset: summer.offset), standard),
    ].sorted { $0.start < $1.start }
  }

  private static func start(_ change: Change, _ year: Int, offset: Int) -> Int64 {
    (day(change.day, year) * 86_400) + Int64(change.seconds - offset)
  }

  /// Days since 1970.
  private static func day(_ day: Change.Day, _ year: Int) -> Int64 {
    let first = days(year, 1, 1)
    switch day {
    case .ordinal(let number): return first + Int64(number)
    case .julian(let number):
      let isLeap = days(year + 1, 1, 1) - first == 366
      return first + Int64(number - 1 + (isLeap && number >= 60 ? 1 : 0))
    case .weekday(let month, let week, let weekday):
      let begin = days(year, month, 1)
      let next = month == 12 ? days(year + 1, 1, 1) : days(year, month + 1, 1)
      // 1 January 1970 was a Thursday.
      let firstMatch = begin + (Int64(weekday) - (begin + 4) % 7 + 7) % 7
      var match = firstMatch + Int64(week - 1) * 7
      while match >= next { match -= 7 }
      return match
    }
  }

  /// Days from 1970 to a date of the Gregorian calendar, for years from 1970 on.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    // Years begin in March, so that the leap day is the last one.
    let shifted = Int64(month > 2 ? year : year - 1)
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }
}
