import Bytes
import Files
import Ledger
import TestSupport
import Testing

@Suite struct ParcelTests {
  let folder: TemporaryFolder
  let ledger: Ledger
  let run: Int64
  let key = ParcelKey(destination: "vendor", kind: "voice", id: Array("call-1".utf8))
  let now = Timestamp(seconds: 1000)

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Ledger(path: folder.file("ledger"))
    run = try ledger.beginRun(command: "run")
  }

  private func hash(_ text: String) -> SHA256Digest { SHA256.hash(text.utf8.span) }

  private func claim(_ contents: String, token: String = "t1", mayReplace: Bool = false) throws -> ClaimResult {
    let file = FileRecord(
      path: "voice/call-1.csv", size: 7, modified: Timestamp(seconds: 5, nanoseconds: 6), sha256: hash(contents))
    let claim = ParcelClaim(key: key, hash: hash(contents), files: [file])
    let claimant = Claimant(run: run, token: token, mayReplace: mayReplace, lease: Timestamp(seconds: 2000), now: now)
    return try ledger.claim([claim], for: claimant)[0]
  }

  private func move(_ state: ParcelState) throws {
    try ledger.record([ParcelTransition(key: key, state: state)], run: run, now: now)
  }

  @Test func newParcel_isSent_andOnceDeliveredIsSkipped() throws {
    #expect(try claim("a") == .send(token: "t1", replacing: nil))
    #expect(try ledger.find(key)?.state == .planned)
    for state in [ParcelState.sending, .sent, .verified, .published] { try move(state) }
    let record = try #require(try ledger.find(key, withFiles: true))
    #expect(record.publishedHash == hash("a"))
    #expect(record.publishedAt == now)
    #expect(record.attempts == 1)
    #expect(record.files.first?.modified == Timestamp(seconds: 5, nanoseconds: 6))
    #expect(try claim("a") == .alreadyDelivered(record))
    #expect(try claim("b") == .conflict(record))
    #expect(try ledger.find(key)?.state == .published)
    #expect(try claim("b", token: "t2", mayReplace: true) == .send(token: "t2", replacing: record))
  }

  @Test(arguments: [ParcelState.sending, .sent, .verified, .uncertain])
  func cutOff_isResumed_andOtherContentsAreSettledFirst(_ state: ParcelState) throws {
    _ = try claim("a")
    try move(.sending)
    try move(state)
    guard case .resume(let record) = try claim("a", token: "t2") else {
      Issue.record("not resumed")
      return
    }
    #expect(record.token == "t1")
    guard case .settle(let earlier) = try claim("b", token: "t2") else {
      Issue.record("not settled")
      return
    }
    #expect(earlier.hash == hash("a"))
    #expect(earlier.files.count == 1)
  }

  @Test func replacementNeverBegun_leavesWhatWasPublished() throws {
    _ = try claim("a")
    try move(.published)
    _ = try claim("b", mayReplace: true)
    guard case .alreadyDelivered = try claim("a") else {
      Issue.record("sent again what is published")
      return
    }
    guard case .conflict = try claim("c") else {
      Issue.record("replaced without leave")
      return
    }
    guard case .send = try claim("b") else {
      Issue.record("the replacement that was allowed is not gone on with")
      return
    }
  }

  @Test func verdict_changesNothing() throws {
    #expect(try ledger.verdict(on: key, hash: hash("a")) == nil)
    #expect(try ledger.find(key) == nil)
    _ = try claim("a")
    try move(.published)
    guard case .alreadyDelivered = try ledger.verdict(on: key, hash: hash("a")),
      case .conflict = try ledger.verdict(on: key, hash: hash("b"))
    else {
      Issue.record("wrong verdict")
      return
    }
    #expect(try ledger.verdict(on: key, hash: hash("b"), mayReplace: true) == nil)
  }

  @Test func ids_areBytes() throws {
    // é as one scalar and as two are one string to Swift, and two ids.
    let composed = ParcelKey(destination: "vendor", kind: "chat", id: Array("caf\u{E9}".utf8))
    let decomposed = ParcelKey(destination: "vendor", kind: "chat", id: Array("cafe\u{301}".utf8))
    let claimant = Claimant(run: run, token: "t", lease: now, now: now)
    let claims = [composed, decomposed].map { ParcelClaim(key: $0, hash: hash("x"), files: []) }
    #expect(
      try ledger.claim(claims, for: claimant) == [.send(token: "t", replacing: nil), .send(token: "t", replacing: nil)])
    #expect(try ledger.counts(of: "vendor") == [.planned: 2])
  }

  @Test func deliveries_areListedWithSizes() throws {
    _ = try claim("a")
    try move(.published)
    var seen: [DeliveryRecord] = []
    try ledger.deliveries(DeliveryQuery(since: now, id: key.id)) { record in
      seen.append(record)
      return true
    }
    #expect(seen.map(\.bytes) == [7])
    seen = []
    try ledger.deliveries(DeliveryQuery(until: now)) { record in
      seen.append(record)
      return true
    }
    #expect(seen.isEmpty)
    var unfinished = 0
    try ledger.parcels(of: "vendor", unfinishedOnly: true) { _ in
      unfinished += 1
      return true
    }
    #expect(unfinished == 0)
  }
}
