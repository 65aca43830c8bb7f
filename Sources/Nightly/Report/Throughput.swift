/// How many bytes had gone over the line by when: at most some sixty points, evenly apart, however long a delivery takes.
public struct Throughput: Hashable, Sendable {
  /// A point in time.
  public struct Point: Hashable, Sendable {
    /// Seconds since the delivery's beginning.
    public var seconds: Double
    /// Bytes that the server had acknowledged by then.
    public var bytes: Int64
  }

  /// The points, the first at the beginning.
  public private(set) var points = [Point(seconds: 0, bytes: 0)]
  private var step = 0.1
  private static let limit = 60

  /// Nothing sent yet.
  public init() {}

  /// Takes note of how far a delivery is. When there are too many points, every other one goes and the step doubles.
  mutating func add(seconds: Double, bytes: Int64) {
    guard let last = points.last, seconds >= last.seconds + step else { return }
    points.append(Point(seconds: seconds, bytes: bytes))
    if points.count <= Throughput.limit { return }
    points = points.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    step *= 2
  }

  /// Takes note of the end.
  mutating func end(seconds: Double, bytes: Int64) {
    guard let last = points.last else { return }
    if points.count > 1, seconds < last.seconds + step / 2 { points.removeLast() }
    points.append(Point(seconds: max(seconds, 0.001), bytes: bytes))
  }

  /// The bytes a second between each two points.
  var rates: [(from: Double, to: Double, rate: Double)] {
    zip(points, points.dropFirst()).map { before, after in
      let span = max(after.seconds - before.seconds, 0.001)
      return (before.seconds, after.seconds, Double(max(0, after.bytes - before.bytes)) / span)
    }
  }
}
