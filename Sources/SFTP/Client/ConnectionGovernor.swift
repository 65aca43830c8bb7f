import Threads

/// Decides when a further connection is worth its making.
///
/// Far away, where a round trip takes its time, each connection brings a window of its own and all allowed ones are opened
/// as soon as work piles up. Near by a connection is bound by the processor that encrypts for it: where there is more than one
/// and much to do, a second connection is opened at once; of further ones one is tried at a time, and only for as long as the
/// last one made the work go faster.
///
/// Where much work is known to come, these connections are made side by side with the first.
struct ConnectionGovernor {
  /// Work that counts for a finished operation besides its bytes: what a small file costs.
  static let operationWork = 16_384.0
  /// Seconds of a round trip from which on a server is far away.
  private static let far = 0.005
  /// Bytes that wait far away for which one more connection is worth its making: twice OpenSSH's channel window.
  private static let worthwhileBytes: Int64 = 4 << 20
  /// Operations, or bytes of uploads, that wait near by for which a second connection is worth its making at once.
  private static let backlog = 256
  private static let backlogBytes: Int64 = 32 << 20
  /// Seconds that a rate is measured for.
  private static let period = 1.0
  /// How much faster it must go for a further connection to have helped.
  private static let gain = 1.1
  /// Seconds without a try after one that did not help.
  private static let rest = 30.0

  private let processors: Int
  private var backlogSince: Double?
  private var measuredFrom = 0.0
  private var workAtMeasure = 0.0
  private var rateBefore: Double?
  private var restUntil = 0.0

  /// A governor for a machine with so many processors.
  init(processors: Int = WorkerThread.processors) {
    self.processors = processors
  }

  /// What is known when it is asked.
  struct Situation {
    let now: Double
    /// Operations that no connection has room for.
    let pending: Int
    /// The bytes that these are to send.
    var pendingBytes: Int64 = 0
    /// Connections that work or are being made.
    let connections: Int
    /// The most there may be.
    let limit: Int
    /// Whether a connection is being made.
    let isConnecting: Bool
    /// Seconds that the server takes for a small answer.
    let roundTrip: Double
    /// Bytes acknowledged, with `operationWork` for each finished operation.
    let work: Double
  }

  /// How many connections to open now.
  mutating func openings(_ situation: Situation) -> Int {
    guard situation.pending > 0, situation.connections > 0 else {
      backlogSince = nil
      return 0
    }
    guard situation.connections < situation.limit, !situation.isConnecting else { return 0 }
    let since = backlogSince ?? situation.now
    if backlogSince == nil {
      backlogSince = since
      measure(situation)
    }
    if situation.roundTrip >= Self.far {
      let wanted = Self.worthwhile(situation.pending, situation.pendingBytes)
      return min(situation.limit - situation.connections, wanted)
    }
    if situation.connections == 1, deservesTwo(situation.pending, situation.pendingBytes) {
      measure(situation)
      return 1
    }
    return nearby(situation)
  }

  /// How many connections to make side by side for so much work, before the first of them has logged in. `roundTrip` is nil for as long
  /// as it is not known.
  func connections(ahead operations: Int, _ bytes: Int64, roundTrip: Double?, limit: Int) -> Int {
    let isFar = roundTrip.map { $0 >= Self.far } ?? false
    return min(limit, isFar ? Self.worthwhile(operations, bytes) : deservesTwo(operations, bytes) ? 2 : 1)
  }

  /// How many connections far away are worth their making.
  private static func worthwhile(_ operations: Int, _ bytes: Int64) -> Int {
    max(1, operations / 16, Int(bytes / worthwhileBytes))
  }

  /// Whether two connections are better than one, however near the server is.
  private func deservesTwo(_ operations: Int, _ bytes: Int64) -> Bool {
    processors > 1 && (operations >= Self.backlog || bytes >= Self.backlogBytes)
  }

  private mutating func nearby(_ situation: Situation) -> Int {
    let seconds = situation.now - measuredFrom
    guard seconds >= Self.period, situation.now >= restUntil else { return 0 }
    let rate = (situation.work - workAtMeasure) / seconds
    defer { measure(situation) }
    if let before = rateBefore, rate < before * Self.gain {
      rateBefore = nil
      restUntil = situation.now + Self.rest
      return 0
    }
    rateBefore = rate
    return 1
  }

  private mutating func measure(_ situation: Situation) {
    measuredFrom = situation.now
    workAtMeasure = situation.work
  }
}
