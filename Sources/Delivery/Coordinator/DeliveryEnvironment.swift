public import Bytes
import Glibc

/// Time and chance, handed in so that tests can own them.
public protocol DeliveryEnvironment: AnyObject {
  /// Seconds on a clock that only goes forward.
  var now: Double { get }
  /// The time of day.
  var wallClock: Timestamp { get }
  /// Waits.
  func sleep(_ seconds: Double)
  /// A number from 0 to 1.
  func random() -> Double
}

/// The system's clocks and dice.
public final class SystemEnvironment: DeliveryEnvironment {
  /// Creates the environment.
  public init() {}

  /// `CLOCK_MONOTONIC` in seconds.
  public var now: Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// `CLOCK_REALTIME`.
  public var wallClock: Timestamp { .now() }

  /// `usleep`; a signal may end it early.
  public func sleep(_ seconds: Double) {
    usleep(UInt32(min(max(seconds, 0), 1) * 1e6))
  }

  /// A number from 0 to 1.
  public func random() -> Double { .random(in: 0...1) }
}
