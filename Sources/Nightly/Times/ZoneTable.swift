import Bytes

/// The offsets from UTC of one time zone from 1970 to 2100, for turning local times into instants without a calendar.
///
/// Local times before and after those years use the first and the last offset.
struct ZoneTable: Sendable {
  /// What a local time is in this zone.
  enum Reading: Hashable {
    /// One instant.
    case instant(Timestamp)
    /// Two instants: the clocks were set back and showed it twice.
    case repeated(earlier: Timestamp, later: Timestamp)
    /// None: the clocks were set forward past it. The two are what the offsets after and before the change give.
    case skipped(earlier: Timestamp, later: Timestamp)
  }

  /// The zone's IANA name.
  let name: String
  /// When each offset begins, in seconds since 1970; the first begins before all times.
  private(set) var starts: [Int64] = [.min]
  /// The offsets, in seconds east of UTC.
  private(set) var offsets: [Int]

  /// Reads the zone from the system's data; nil for a name that it does not have.
  init?(name: String) {
    guard let file = ZoneFile(name: name) else { return nil }
    self.name = name
    let before = file.starts.lastIndex { $0 <= ZoneTable.first }
    offsets = [before.map { file.offsets[$0] } ?? file.firstOffset]
    for (start, offset) in zip(file.starts, file.offsets) where start > ZoneTable.first { add(offset, from: start) }
    if let rule = file.rule { add(rule, after: file.starts.last ?? .min) }
  }

  private static let first: Int64 = 0
  private static let years = 1970...2099

  /// Takes note of an offset, unless it is the one that is there: a zone may change its name or its law alone.
  private mutating func add(_ offset: Int, from start: Int64) {
    guard offset != offsets[offsets.count - 1] else { return }
    starts.append(start)
    offsets.append(offset)
  }

  /// Takes note of what a rule says of the time after the last listed change.
  private mutating func add(_ rule: ZoneRule, after last: Int64) {
    for year in ZoneTable.years {
      for change in rule.changes(in: year) where change.start > max(last, ZoneTable.first) {
        add(change.offset, from: change.start)
      }
    }
  }

  /// The instant or instants at which the zone's clocks show `civil`.
  func read(_ civil: CivilTime) -> Reading {
    let local = civil.timestamp().seconds
    let near = interval(of: local)
    var found: [Int64] = []
    for index in max(0, near - 1)...min(near + 1, starts.count - 1) where contains(local - Int64(offsets[index]), index)
    {
      found.append(local - Int64(offsets[index]))
    }
    func instant(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds, nanoseconds: Int32(civil.nanosecond)) }
    if found.count == 1 { return .instant(instant(found[0])) }
    if found.count == 2 { return .repeated(earlier: instant(found[0]), later: instant(found[1])) }
    // Skipped: the change whose old offset puts the time behind it and whose new offset puts it before.
    let change = (max(1, near)...min(near + 1, starts.count - 1)).first {
      local - Int64(offsets[$0 - 1]) >= starts[$0] && local - Int64(offsets[$0]) < starts[$0]
    }
    let at = change ?? near
    return .skipped(
      earlier: instant(local - Int64(offsets[at])), later: instant(local - Int64(offsets[max(0, at - 1)])))
  }

  /// The index of the last interval that begins at or before `seconds`.
  private func interval(of seconds: Int64) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= seconds { low = middle } else { high = middle }
    }
    return low
  }

  private func contains(_ seconds: Int64, _ index: Int) -> Bool {
    seconds >= starts[index] && (index + 1 == starts.count || seconds < starts[index + 1])
  }
}
