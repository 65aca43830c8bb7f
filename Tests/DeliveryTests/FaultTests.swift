import Bytes
import Delivery
import Files
import Ledger
import TestSupport
import Testing

/// Something goes wrong at every operation of a delivery in turn, in every way; afterwards it is run again.
@Suite struct FaultTests {
  struct Case: CustomTestStringConvertible {
    var profile: Yard.Profile
    var fault: Fault
    var hasLedger: Bool
    /// Whether the remote folders are there before, so that without a ledger the server is asked about every file.
    var hasFolders = false
    var verification = DeliveryOptions.Verification.size
    var testDescription: String {
      "\(profile.rawValue), \(fault), \(hasLedger ? "ledger" : hasFolders ? "no ledger, folders there" : "no ledger"), \(verification.rawValue)"
    }
  }

  static var cases: [Case] {
    let plain = Yard.Profile.allCases.flatMap { profile in
      Fault.allCases.flatMap { fault in
        [
          Case(profile: profile, fault: fault, hasLedger: true), Case(profile: profile, fault: fault, hasLedger: false),
          Case(profile: profile, fault: fault, hasLedger: false, hasFolders: true),
        ]
      }
    }
    return plain
      + Fault.allCases.flatMap { fault in
        [DeliveryOptions.Verification.readback, .remoteHash].map {
          Case(profile: .renamingOver, fault: fault, hasLedger: true, verification: $0)
        }
      }
  }

  @Test(arguments: cases) func everyOperation_thenAgain_allArrivesOnce(_ test: Case) throws {
    var at = 1
    while true {
      let yard = try Yard()
      try yard.fill()
      let whole = try yard.tree(yard.outbox)
      if test.hasFolders { for kind in try Folder.names(in: yard.outbox) { try Folder.make("\(yard.remote)/\(kind)") } }
      let faulty = yard.store(test.profile, (test.fault, at))
      var seen: String?
      faulty.afterEach = { if seen == nil { seen = yard.violation(test.profile, whole: whole) } }
      let first = try yard.deliver(faulty, ledger: test.hasLedger, verification: test.verification)
      if faulty.performed < at {
        #expect(first.stopped == nil)
        // At the least four folders and every file.
        #expect(at > 4 + whole.count)
        break
      }
      let again = yard.store(test.profile)
      again.afterEach = faulty.afterEach
      let second = try yard.deliver(again, ledger: test.hasLedger, verification: test.verification)
      let place = Comment(rawValue: "operation \(at)")
      #expect(seen == nil, place)
      #expect(try yard.tree(yard.remote) == whole, place)
      #expect(second.stopped == nil && second.total.failed == 0 && second.total.conflicts == 0, place)
      try check(test, yard, [faulty, again], whole, place)
      at += 1
    }
  }

  private func check(
    _ test: Case, _ yard: Yard, _ stores: [FaultyStore], _ whole: [String: [UInt8]], _ place: Comment
  ) throws {
    guard test.hasLedger else { return }
    for path in whole.keys {
      // However often it was tried, it became visible once.
      let times = stores.reduce(0) { $0 + (test.profile == .direct ? $1.uploads : $1.renames)[path, default: 0] }
      #expect(times == 1, "\(path), \(place.rawValue)")
    }
    let ledger = try Ledger(path: yard.ledgerPath, .read)
    #expect(try ledger.counts(of: "vendor") == [.published: Yard.parcelCount], place)
    var deliveries = 0
    try ledger.deliveries { _ in
      deliveries += 1
      return true
    }
    #expect(deliveries == Yard.parcelCount, place)
  }
}
