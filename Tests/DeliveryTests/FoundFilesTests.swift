import Bytes
import Delivery
import Files
import Ledger
import TestSupport
import Testing

/// What a delivery makes of files that the server has already: a stranger's, its own, and parts of them.
@Suite struct FoundFilesTests {
  let yard: Yard

  init() throws {
    yard = try Yard()
    try yard.fill()
  }

  @Test func withoutALedger_onlyAFolderThatWasThereIsAskedForFiles() throws {
    func filesAskedFor() throws -> Set<String> {
      var asked: Set<String> = []
      let store = yard.store(.renaming)
      store.refuse = { operation in
        if case .status(let path) = operation, path.contains(".") { asked.insert(path) }
        return nil
      }
      #expect(try yard.deliver(store, ledger: false).total.failed == 0)
      #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
      return asked
    }
    #expect(try filesAskedFor().isEmpty)
    #expect(try filesAskedFor().count == 2 * yard.tree(yard.outbox).count)
  }

  @Test func secondAttemptInAFolderJustMade_asksWhatTheFirstLeft() throws {
    let store = yard.store(.renaming)
    var cut = 0
    var asked: Set<String> = []
    store.refuse = { operation in
      if case .upload(let upload) = operation, upload.remotePath.contains("call:1"), cut < 2 {
        cut += 1
        return RemoteFailure(.connectionLost, message: "cut")
      }
      if case .status(let path) = operation, path.contains(".") { asked.insert(path) }
      return nil
    }
    let environment = TestEnvironment()
    #expect(try yard.deliver(store, ledger: false, environment: environment).total.failed == 0)
    #expect(asked.contains { $0.contains(".call:1.mp3.") } && asked.contains("voice/call:1.mp3"))
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test(arguments: Yard.Profile.allCases, [15, 130])
  func strangersFile_isAConflict_andStaysAsItIs(_ profile: Yard.Profile, size: Int) throws {
    let strangers = [UInt8](repeating: 0x2A, count: size)
    try yard.putRemote("voice/call:1.csv", strangers)
    let summary = try yard.deliver(yard.store(profile))
    guard case .conflict(let reason)? = summary.outcome("voice", "call:1") else {
      Issue.record("no conflict: \(summary)")
      return
    }
    #expect(reason.contains("voice/call:1.csv"))
    #expect(summary.total.delivered == Yard.parcelCount - 1)
    var expected = try yard.tree(yard.outbox)
    expected["voice/call:1.csv"] = strangers
    // Nothing of ours stays, the audio that belongs to the CSV not either.
    expected["voice/call:1.mp3"] = nil
    #expect(try yard.tree(yard.remote) == expected)
    #expect(try yard.record("voice", "call:1")?.state == .refused)
    #expect(try yard.deliver(yard.store(profile), replaces: true).total.failed == 0)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test(arguments: Yard.Profile.allCases)
  func sameFileThereAlready_isTakenForOurs_notReplaced(_ profile: Yard.Profile) throws {
    let whole = try yard.tree(yard.outbox)
    for (path, bytes) in whole { try yard.putRemote(path, bytes) }
    let before = try FileStatus.of("\(yard.remote)/voice/call:1.mp3").inode
    let summary = try yard.deliver(yard.store(profile))
    #expect(summary.total.conflicts == 0 && summary.total.failed == 0)
    #expect(try FileStatus.of("\(yard.remote)/voice/call:1.mp3").inode == before)
    #expect(try yard.tree(yard.remote) == whole)
  }

  @Test func listsAreRenewedEveryNight_interactionsAreNot() throws {
    _ = try yard.deliver(yard.store(.renaming))
    try yard.put(kind: "affiliates", "affiliates.json", 900, salt: 5)
    try yard.put(kind: "chat", "chat-1.csv", 900, salt: 5)
    let summary = try yard.deliver(yard.store(.renaming))
    #expect(summary.outcome("affiliates", "affiliates") == .delivered)
    guard case .conflict? = summary.outcome("chat", "chat-1") else {
      Issue.record("no conflict")
      return
    }
    let remote = try yard.tree(yard.remote)
    #expect(remote["affiliates/affiliates.json"] == (try yard.tree(yard.outbox))["affiliates/affiliates.json"])
    #expect(remote["chat/chat-1.csv"]?.count == 3000)
  }

  @Test(arguments: [Yard.Profile.renaming, .unordered, .direct])
  func tornFile_costsOnlyWhatIsMissing_whereTheServerCanResume(_ profile: Yard.Profile) throws {
    let yard = try Yard()
    try yard.put(kind: "chat", "big.csv", 200_000)
    // The first operation is for the folder; a server without renames is then asked for the file.
    let torn = yard.store(profile, (.crashTorn, profile == .direct ? 3 : 2))
    _ = try yard.deliver(torn)
    #expect(torn.bytesUploaded == 100_000)
    let again = yard.store(profile)
    _ = try yard.deliver(again)
    #expect(again.bytesUploaded == (profile == .renaming ? 100_000 : profile == .unordered ? 101_000 : 200_000))
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test(arguments: [Yard.Profile.renaming, .renamingOver, .cutting])
  func filesOfUploadsWithoutALedger_areRecognised_notSentAgain(_ profile: Yard.Profile) throws {
    for number in 0..<20 { try yard.put(kind: "chat", "more-\(number).csv", 2100) }
    _ = try yard.deliver(yard.store(profile), ledger: false)
    let store = yard.store(profile)
    store.capabilities.maxInFlight = 2
    let summary = try yard.deliver(store)
    #expect(summary.stopped == nil && summary.total.failed == 0 && summary.total.conflicts == 0)
    // The first few show that the rest may be there; lists are renewed without a look.
    #expect(store.bytesUploaded < 3 * 8000, "\(store.bytesUploaded)")
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
    #expect(try yard.deliver(yard.store(profile)).total.skipped == Yard.parcelCount + 20)
  }

  @Test func serverThatWritesInSequenceOnly_isNotAskedToGoOnTwice() throws {
    try yard.put(kind: "chat", "chat-2.csv", 2500)
    _ = try yard.deliver(yard.store(.renaming, (.crashTorn, 4)))
    let store = yard.store(.renaming)
    var refused = 0
    store.refuse = { operation in
      guard case .upload(let upload) = operation, upload.offset > 0 else { return nil }
      refused += 1
      return RemoteFailure(.failure, message: "Failure")
    }
    let environment = TestEnvironment()
    let summary = try yard.deliver(store, environment: environment)
    #expect(summary.stopped == nil && summary.total.failed == 0)
    #expect(refused <= 1 && environment.slept.reduce(0, +) == 0)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test func tailThatDiffers_isSentFromTheBeginning() throws {
    let yard = try Yard()
    try yard.put(kind: "chat", "big.csv", 200_000)
    _ = try yard.deliver(yard.store(.renaming, (.crashTorn, 3)))
    let part = try #require(try yard.tree(yard.remote).keys.first)
    try yard.putRemote(part, [UInt8](repeating: 0, count: 100_000))
    let again = yard.store(.renaming)
    _ = try yard.deliver(again)
    #expect(again.bytesUploaded == 200_000)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }
}
