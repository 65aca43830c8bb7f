import Glibc

/// An instant, counted as POSIX counts (no leap seconds).
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public var seconds: Int64
  /// Nanoseconds within the second, 0 to 999 999 999.
  public var nanoseconds: Int32

  /// Creates an instant.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The time by the system's clock (`clock_gettime(CLOCK_REALTIME)`).
  public static func now() -> Timestamp {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }

  /// The instant `count` nanoseconds after 1970-01-01T00:00:00Z.
  public init(nanosecondsSinceEpoch count: Int64) {
    let (quotient, remainder) = count.quotientAndRemainder(dividingBy: 1_000_000_000)
    seconds = remainder < 0 ? quotient - 1 : quotient
    nanoseconds = Int32(remainder < 0 ? remainder + 1_000_000_000 : remainder)
  }

  /// Nanoseconds since 1970-01-01T00:00:00Z, held to what 64 bits can say (the years 1677 to 2262).
  public var nanosecondsSinceEpoch: Int64 {
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflowToo) = whole.addingReportingOverflow(Int64(nanoseconds))
    return overflow || overflowToo ? (seconds < 0 ? .min : .max) : sum
  }

  /// Whether `left` is before `right`.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// Appends `2021-12-19T10:47:55Z`, the vendor's form (RFC 3339 in UTC, whole seconds; parts of a second are cut off).
  public func append(to buffer: inout ByteBuffer) {
    let civil = CivilTime(self)
    buffer.append(decimal: civil.year, width: 4)
    buffer.append(UInt8(ascii: "-"))
    buffer.append(decimal: civil.month, width: 2)
    buffer.append(UInt8(ascii: "-"))
    buffer.append(decimal: civil.day, width: 2)
    buffer.append(UInt8(ascii: "T"))
    buffer.append(decimal: civil.hour, width: 2)
    buffer.append(UInt8(ascii: ":"))
    buffer.append(decimal: civil.minute, width: 2)
    buffer.append(UInt8(ascii: ":"))
    buffer.append(decimal: civil.second, width: 2)
    buffer.append(UInt8(ascii: "Z"))
  }

  /// The instant as `2021-12-19T10:47:55Z`.
  public var utcText: String {
    var buffer = ByteBuffer(capacity: 20)
    append(to: &buffer)
    return String(repairing: buffer.span)
  }
}

/// A time as it was written: what the clock showed, and where it stood if the text says so.
public struct ParsedTime: Hashable, Sendable {
  /// What the clock showed.
  public var civil: CivilTime
  /// The clock's offset in seconds east of UTC; nil for a local time whose zone the text leaves open.
  public var secondsEastOfUTC: Int?

  /// Creates a parsed time.
  public init(civil: CivilTime, secondsEastOfUTC: Int?) {
    self.civil = civil
    self.secondsEastOfUTC = secondsEastOfUTC
  }

  /// The instant, or nil for a local time.
  public var timestamp: Timestamp? {
    secondsEastOfUTC.map { civil.timestamp(secondsEastOfUTC: $0) }
  }
}
