/// Bytes a second over the last ten seconds or so.
struct RateMeter {
  private var samples: [(time: Double, bytes: Int64)] = []
  private static let span = 10.0

  /// Takes note of `bytes` done in all at `time` (seconds); a smaller count than before starts anew.
  mutating func add(_ bytes: Int64, at time: Double) {
    if let last = samples.last, bytes < last.bytes { samples = [] }
    samples.append((time, bytes))
    while samples.count > 2, samples[1].time < time - Self.span { samples.removeFirst() }
  }

  /// The rate; nil before half a second has passed.
  var bytesPerSecond: Double? {
    guard let first = samples.first, let last = samples.last, last.time - first.time >= 0.5 else { return nil }
    return Double(last.bytes - first.bytes) / (last.time - first.time)
  }
}
