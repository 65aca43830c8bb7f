import Bytes
import Files
import Ledger
import SQLite
import TestSupport
import Testing

/// What the ledger remembers of deliveries and lists, and ledgers of older and newer programs.
@Suite struct LedgerHistoryTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("nightferry.sqlite")
  }

  private func key(_ id: String, _ kind: String = "chat") -> ParcelKey {
    ParcelKey(destination: "vendor", kind: kind, id: Array(id.utf8))
  }

  private func hash(_ text: String) -> SHA256Digest { SHA256.hash(text.utf8.span) }

  /// Delivers a parcel of one file with these contents.
  private func deliver(
    _ key: ParcelKey, _ text: String, to ledger: Ledger, run: Int64, at seconds: Int64, tries: Int = 1
  ) throws {
    let file = FileRecord(
      path: "\(key.kind)/\(String(decoding: key.id, as: UTF8.self)).csv", size: Int64(text.utf8.count),
      modified: Timestamp(seconds: 1), sha256: hash(text))
    let now = Timestamp(seconds: seconds)
    let claimant = Claimant(run: run, token: "word", mayReplace: true, lease: now, now: now)
    _ = try ledger.claim([ParcelClaim(key: key, hash: hash(text), files: [file])], for: claimant)
    for _ in 0..<tries { try ledger.record([ParcelTransition(key: key, state: .sending)], run: run, now: now) }
    try ledger.record([ParcelTransition(key: key, state: .published)], run: run, now: now)
  }

  private func records(_ ledger: Ledger, _ query: DeliveryQuery = DeliveryQuery()) throws -> [DeliveryRecord] {
    var records: [DeliveryRecord] = []
    try ledger.deliveries(query) {
      records.append($0)
      return true
    }
    return records
  }

  @Test func replacedContents_keepTheFilesOfBothDeliveries() throws {
    let ledger = try Ledger(path: path)
    let run = try ledger.beginRun(command: "run")
    try ledger.setDestination("vendor", address: "sftp://c@sftp.example.com/in", root: "/in", run: run)
    try deliver(key("a"), "first", to: ledger, run: run, at: 100, tries: 3)
    try deliver(key("a"), "second", to: ledger, run: run, at: 200)
    try deliver(key("b"), "other", to: ledger, run: run, at: 300)
    let all = try records(ledger)
    #expect(
      all.map(\.files) == [
        [DeliveredFile(path: "chat/a.csv", size: 5, sha256: hash("first"))],
        [DeliveredFile(path: "chat/a.csv", size: 6, sha256: hash("second"))],
        [DeliveredFile(path: "chat/b.csv", size: 5, sha256: hash("other"))],
      ])
    #expect(all.map(\.attempts) == [3, 1, 1])
    #expect(all.map(\.root) == ["/in", "/in", "/in"])
    var newest = DeliveryQuery()
    newest.newestOnly = true
    #expect(try records(ledger, newest).map(\.hash) == [hash("second"), hash("other")])
    let early = DeliveryQuery(until: Timestamp(seconds: 200))
    #expect(try records(ledger, early).map(\.hash) == [hash("first")])
  }

  @Test func lists_areKnownByWhatTheDestinationReceivedLast() throws {
    let ledger = try Ledger(path: path)
    let run = try ledger.beginRun(command: "sync")
    let list = key("affiliates", "affiliates")
    try ledger.keepList(Array("old".utf8), of: list, hash: hash("old"))
    #expect(try ledger.deliveredLists(of: "affiliates", at: "vendor").isEmpty)
    try deliver(list, "old", to: ledger, run: run, at: 100)
    // The next contents are kept before they are sent, and are not what the destination has.
    try ledger.keepList(Array("new".utf8), of: list, hash: hash("new"))
    #expect(try ledger.deliveredLists(of: "affiliates", at: "vendor").map(\.contents) == [Array("old".utf8)])
    try deliver(list, "new", to: ledger, run: run, at: 200)
    try ledger.dropOldLists(of: "vendor")
    #expect(try ledger.deliveredLists(of: "affiliates", at: "vendor").map(\.contents) == [Array("new".utf8)])
    #expect(try ledger.deliveredLists(of: "affiliates", at: "archive").isEmpty)
  }

  /// Takes a ledger back to the tables of version 1, as a program of that time would have left it.
  private func makeOld() throws {
    do {
      let ledger = try Ledger(path: path)
      let run = try ledger.beginRun(command: "run")
      try deliver(key("a"), "first", to: ledger, run: run, at: 100)
    }
    let database = try Database(path: path, .readWrite)
    try database.execute(
      """
      DROP TABLE delivery_files; DROP TABLE run_destinations; DROP TABLE list_contents; DROP TABLE ranges;
      ALTER TABLE deliveries DROP COLUMN attempts; PRAGMA user_version = 1
      """)
  }

  @Test func ledgerOfVersion1_isBroughtUpToDate_withTheFilesThatItKnows() throws {
    try makeOld()
    // Also where it is only to be read.
    let found = try records(try Ledger(path: path, .read))
    #expect(found.map(\.files) == [[DeliveredFile(path: "chat/a.csv", size: 5, sha256: hash("first"))]])
    #expect(found.map(\.attempts) == [1])
    #expect(found.map(\.address) == [nil])
  }

  @Test func ledgerOfVersion1_underLock_saysWhoHoldsIt() throws {
    try makeOld()
    let lock = try FileDescriptor.open("\(path)-lock", .update(mode: 0o600))
    #expect(try lock.tryLock())
    do {
      _ = try Ledger(path: path, .read)
      Issue.record("an old ledger was read without being brought up to date")
    } catch {
      guard case .locked = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
