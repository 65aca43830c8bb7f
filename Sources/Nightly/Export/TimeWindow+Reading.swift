import Bytes

extension TimeWindow {
  /// The window that `--date`, `--since`, `--until` and `--full` mean together.
  ///
  /// Days and local times are those of `timeZone`, or of UTC where the configuration names none.
  public static func read(
    date: String?, since: String?, until: String?, isFull: Bool, timeZone: String?
  ) throws(FlowError) -> TimeWindow {
    let given = [("--date", date != nil), ("--since or --until", since != nil || until != nil), ("--full", isFull)]
      .filter(\.1).map(\.0)
    if given.count > 1 {
      throw .usage("\(given.joined(separator: " and ")) contradict each other", advice: "Give one of them.")
    }
    if isFull { return .full }
    let zone = timeZone.flatMap { ZoneTable(name: $0) }
    if let date {
      let day = try instant(date, "--date", zone)
      guard date.utf8.count == 10 else {
        throw .usage("--date \(date) is not a day", advice: "Write for example --date 2026-11-19.")
      }
      return .range(from: day.start, to: day.end)
    }
    if since == nil, until == nil { return .configured }
    let from = try since.map { (text) throws(FlowError) in try instant(text, "--since", zone).start }
    let to = try until.map { (text) throws(FlowError) in try instant(text, "--until", zone).start }
    if let from, let to, to <= from {
      throw .usage("--until is not behind --since, so no record can be meant", advice: "Exchange the two.")
    }
    return .range(from: from, to: to)
  }

  /// The instant that a text names, and for a day where it ends.
  private static func instant(
    _ text: String, _ option: String, _ zone: ZoneTable?
  ) throws(FlowError) -> (start: Timestamp, end: Timestamp) {
    guard let parsed = TimeFormat.iso8601.parse(text) else {
      throw .usage(
        "\(option) \(text) is not a day or a time", advice: "Write 2026-11-19, or 2026-11-19T02:00:00+01:00.")
    }
    if let instant = parsed.timestamp { return (instant, instant) }
    let nextDay = CivilTime(parsed.civil.timestamp() + 86_400)
    return (first(parsed.civil, zone), first(nextDay, zone))
  }

  /// The first instant at which the zone's clocks show `civil`, or would.
  private static func first(_ civil: CivilTime, _ zone: ZoneTable?) -> Timestamp {
    switch zone?.read(civil) {
    case .instant(let instant): instant
    case .repeated(let earlier, _), .skipped(let earlier, _): earlier
    case nil: civil.timestamp()
    }
  }
}

extension Timestamp {
  /// The instant so many seconds later.
  static func + (time: Timestamp, seconds: Int64) -> Timestamp {
    Timestamp(seconds: time.seconds + seconds, nanoseconds: time.nanoseconds)
  }
}
