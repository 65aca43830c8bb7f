import Testing

@testable import SFTP

/// When further connections are opened.
@Suite struct ConnectionGovernorTests {
  private func situation(
    _ now: Double, pending: Int = 100, connections: Int = 1, limit: Int = 4, connecting: Bool = false,
    roundTrip: Double = 0.0001, work: Double = 0
  ) -> ConnectionGovernor.Situation {
    .init(
      now: now, pending: pending, connections: connections, limit: limit, isConnecting: connecting,
      roundTrip: roundTrip, work: work)
  }

  @Test func farAway_opensAllAtOnceWhereThereIsWorkForThem() {
    var governor = ConnectionGovernor()
    #expect(governor.openings(situation(1, roundTrip: 0.02)) == 3)
    #expect(governor.openings(situation(1, pending: 5, roundTrip: 0.02)) == 1)
    #expect(governor.openings(situation(1, connections: 4, roundTrip: 0.02)) == 0)
  }

  @Test func nearBy_goesOnOnlyWhileItHelps() {
    var governor = ConnectionGovernor()
    #expect(governor.openings(situation(0)) == 0)
    #expect(governor.openings(situation(0.5, work: 50)) == 0)
    #expect(governor.openings(situation(1, work: 100)) == 1)
    #expect(governor.openings(situation(2, connections: 2, work: 250)) == 1)
    #expect(governor.openings(situation(3, connections: 3, work: 401)) == 0)
    #expect(governor.openings(situation(5, connections: 3, work: 900)) == 0)
  }

  @Test func nearByWithMuchToDo_opensASecondAtOnceWhereAnotherProcessorIs() {
    var governor = ConnectionGovernor(processors: 2)
    #expect(governor.openings(situation(0, pending: 255)) == 0)
    #expect(governor.openings(situation(0.1, pending: 256)) == 1)
    // What the second one brings is found out before a third is tried.
    #expect(governor.openings(situation(0.2, pending: 900, connections: 2)) == 0)
    #expect(governor.openings(situation(1.2, pending: 900, connections: 2, work: 100)) == 1)
    var alone = ConnectionGovernor(processors: 1)
    #expect(alone.openings(situation(0, pending: 256)) == 0)
  }

  @Test func noBacklogOrLimitReached_opensNothing() {
    var governor = ConnectionGovernor()
    #expect(governor.openings(situation(0, pending: 0, roundTrip: 1)) == 0)
    #expect(governor.openings(situation(0, limit: 1, roundTrip: 1)) == 0)
    #expect(governor.openings(situation(0, connecting: true, roundTrip: 1)) == 0)
  }

  @Test(
    arguments: [
      (2, 1, 100, nil, 1), (2, 256, 0, nil, 2), (1, 256, 0, nil, 1), (2, 1, 32 << 20, nil, 2),
      (2, 4_000, 1 << 27, 0.0002, 2), (2, 4_000, 1 << 27, 0.02, 4), (2, 40, 100, 0.02, 2), (2, 1, 1 << 30, 0.08, 4),
      (1, 4_000, 0, 0.02, 4),
    ] as [(Int, Int, Int64, Double?, Int)])
  func aheadOfTheFirstLogin(_ processors: Int, _ operations: Int, _ bytes: Int64, _ roundTrip: Double?, _ wanted: Int) {
    let governor = ConnectionGovernor(processors: processors)
    #expect(governor.connections(ahead: operations, bytes, roundTrip: roundTrip, limit: 4) == wanted)
    #expect(governor.connections(ahead: operations, bytes, roundTrip: roundTrip, limit: 1) == 1)
  }
}
