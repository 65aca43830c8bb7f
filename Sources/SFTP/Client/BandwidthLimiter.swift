import Threads

/// Shares out a number of bytes a second among connections.
///
/// A fifth of a second's bytes can be taken at once, so that a busy machine's late wake-ups are made up for and the rate
/// holds over seconds. Nothing is saved up while nobody takes, or short transfers would go faster than the rate.
final class BandwidthLimiter: Sendable {
  private struct Bucket {
    var level = 0.0
    /// When it was filled last; nil before the first time.
    var filled: Double?
  }

  /// Seconds without a call after which nobody was sending.
  private static let idle = 0.5

  private let rate: Double
  private let depth: Double
  private let bucket: Monitor<Bucket>

  init(bytesPerSecond: Int) {
    rate = Double(max(1, bytesPerSecond))
    depth = max(rate / 5, 1)
    bucket = Monitor(Bucket())
  }

  /// Takes up to `wanted` bytes and returns how many may go now.
  func take(_ wanted: Int) -> Int {
    bucket.with { bucket in
      let now = Deadline.now
      let passed = bucket.filled.map { now - $0 } ?? .infinity
      bucket.level = passed > Self.idle ? 0 : min(depth, bucket.level + passed * rate)
      bucket.filled = now
      let granted = min(wanted, Int(bucket.level))
      bucket.level -= Double(granted)
      return granted
    }
  }

  /// Gives back bytes that were taken and could not go.
  func giveBack(_ count: Int) {
    bucket.with { $0.level += Double(count) }
  }

  /// Seconds until a worthwhile number of bytes may go.
  var pause: Double { min(0.05, max(0.001, 8_192 / rate)) }
}
