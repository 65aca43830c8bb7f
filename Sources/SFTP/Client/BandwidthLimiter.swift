import Synchronization

/// Shares out a number of bytes a second among connections.
///
/// A fifth of a second's bytes can be taken at once, so that a busy machine's late wake-ups are made up for and the rate
/// holds over seconds.
final class BandwidthLimiter: Sendable {
  private struct Bucket {
    var level: Double
    var filled: Double
  }

  private let rate: Double
  private let depth: Double
  private let bucket: Mutex<Bucket>

  init(bytesPerSecond: Int) {
    rate = Double(max(1, bytesPerSecond))
    depth = max(rate / 5, 1)
    bucket = Mutex(Bucket(level: 0, filled: Deadline.now))
  }

  /// Takes up to `wanted` bytes and returns how many may go now.
  func take(_ wanted: Int) -> Int {
    bucket.withLock { bucket in
      let now = Deadline.now
      bucket.level = min(depth, bucket.level + (now - bucket.filled) * rate)
      bucket.filled = now
      let granted = min(wanted, Int(bucket.level))
      bucket.level -= Double(granted)
      return granted
    }
  }

  /// Gives back bytes that were taken and could not go.
  func giveBack(_ count: Int) {
    bucket.withLock { $0.level += Double(count) }
  }

  /// Seconds until a worthwhile number of bytes may go.
  var pause: Double { min(0.05, max(0.001, 8_192 / rate)) }
}
