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

  /// Without a ledger a server that takes no temporary names is believed by a file's size.
  static var lateCases: [(Yard.Profile, hasLedger: Bool)] {
    Yard.Profile.allCases.flatMap { [($0, true), ($0, false)] }.filter { $0 != .direct || $1 }
  }

  /// What a killed run has sent is written while the next one begins, and that one is killed too: a third one takes nothing for
  /// whole that has a hole.
  @Test(arguments: lateCases)
  func bytesWrittenLate_intoWhatTheNextRunBegan_leaveNoHole(_ profile: Yard.Profile, hasLedger: Bool) throws {
    let yard = try Yard()
    // Longer than what is compared of it before it is gone on with, also in parts.
    try yard.put(kind: "voice", "call:1.mp3", 300_000)
    try yard.put(kind: "voice", "call:1.csv", 130)
    let whole = try yard.tree(yard.outbox)
    func store(_ fault: (Fault, Int)? = nil) -> FaultyStore {
      let store = yard.store(profile, fault)
      if store.capabilities.parts != nil {
        store.capabilities.parts = PartRules(threshold: 200_000, partSize: 60_000, inFlight: 3, window: 180_000)
      }
      return store
    }
    for first in 1...14 {
      for second in 1...14 {
        try yard.forget()
        let killed = store((.crashSending, first))
        try yard.deliver(killed, ledger: hasLedger)
        let next = store((.crashSending, second))
        // A file that was looked at while it was empty grows, and goes on growing when it has been emptied.
        next.beforeFault = { killed.drain(0.5) }
        try yard.deliver(next, ledger: hasLedger)
        killed.drain(1)
        let summary = try yard.deliver(store(), ledger: hasLedger)
        let place = Comment(rawValue: "operations \(first) and \(second)")
        #expect(try yard.tree(yard.remote) == whole, place)
        #expect(summary.stopped == nil && summary.total.failed == 0 && summary.total.conflicts == 0, place)
      }
    }
  }

  /// What an earlier run left and is of no use is emptied where the server removes nothing.
  @Test(arguments: Yard.Profile.allCases.filter { $0 != .direct })
  func leftoverThatCannotBeRemoved_isWrittenAnew(_ profile: Yard.Profile) throws {
    let yard = try Yard()
    try yard.put(kind: "voice", "call:1.mp3", 5_000)
    try yard.put(kind: "voice", "call:1.csv", 130)
    let whole = try yard.tree(yard.outbox)
    var refusals = 0
    for at in 1...14 {
      try yard.forget()
      try yard.deliver(yard.store(profile, (.crashTorn, at)))
      for name in try yard.tree(yard.remote).keys where name.hasSuffix(".part") {
        // Longer than the file, and nothing of it.
        try yard.putRemote(name, [UInt8](repeating: 1, count: 9_000))
      }
      let store = yard.store(profile)
      store.refuse = { operation in
        guard case .remove = operation else { return nil }
        refusals += 1
        return RemoteFailure(.permissionDenied, message: "Permission denied")
      }
      let summary = try yard.deliver(store)
      #expect(summary.stopped == nil && summary.total.failed == 0, "operation \(at)")
      #expect(try yard.tree(yard.remote) == whole, "operation \(at)")
    }
    #expect(refusals > 0)
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
