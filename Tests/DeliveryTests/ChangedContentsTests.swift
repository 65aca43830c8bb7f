import Bytes
import Delivery
import Files
import Ledger
import TestSupport
import Testing

/// A delivery is cut off at every operation in turn, then the contents change, then it is run again: what stands on the
/// server afterwards is all of the old or all of the new, and the ledger knows which.
@Suite struct ChangedContentsTests {
  @Test(arguments: Yard.Profile.allCases, [Fault.crashAfter, .crashTorn, .cutAfter])
  func crash_thenOtherContents_neverAMixture(_ profile: Yard.Profile, _ fault: Fault) throws {
    var at = 1
    var outcomes: Set<String> = []
    while true {
      let yard = try Yard()
      try yard.put(kind: "voice", "call.mp3", 4000)
      try yard.put(kind: "voice", "call.csv", 100)
      let old = try yard.tree(yard.outbox)
      let faulty = yard.store(profile, (fault, at))
      _ = try yard.deliver(faulty, retry: RetryPolicy(connectionRetries: 0, firstConnectionRetries: 0))
      if faulty.performed < at { break }
      try yard.put(kind: "voice", "call.mp3", 3500, salt: 1)
      try yard.put(kind: "voice", "call.csv", 90, salt: 1)
      let new = try yard.tree(yard.outbox)
      let summary = try yard.deliver(yard.store(profile))
      let remote = try yard.tree(yard.remote)
      let record = try yard.record("voice", "call")
      let place = Comment(rawValue: "operation \(at): \(remote.mapValues(\.count)), \(summary.parcels)")
      #expect(summary.stopped == nil && summary.total.failed == 0, place)
      #expect(remote == old || remote == new, place)
      #expect(record?.state == .published, place)
      #expect(summary.total.conflicts == (remote == old ? 1 : 0), place)
      outcomes.insert(remote == old ? "old" : "new")
      at += 1
    }
    // The last operation of an undisturbed delivery makes the old contents visible.
    if fault != .crashTorn { #expect(outcomes == ["old", "new"]) }
  }
}
