import Glibc

/// A point of the monotonic clock.
struct Deadline {
  /// When it is, in seconds of the monotonic clock.
  let time: Double

  /// `seconds` from now.
  init(after seconds: Double) {
    time = Self.now + seconds
  }

  /// Seconds on the monotonic clock.
  static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Seconds left, at least 0.
  var remaining: Double { max(0, time - Self.now) }
  /// Whether it is over.
  var isOver: Bool { remaining <= 0 }
}
