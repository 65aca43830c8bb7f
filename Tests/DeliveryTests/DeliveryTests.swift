import Bytes
import Delivery
import Files
import Ledger
import TestSupport
import Testing

/// What a delivery makes of the things that servers say.
@Suite struct DeliveryTests {
  let yard: Yard

  init() throws {
    yard = try Yard()
    try yard.fill()
  }

  private func outcome(_ summary: DeliverySummary, _ kind: String, _ id: String) -> ParcelOutcome? {
    summary.parcels.first { $0.kind == kind && $0.id == Array(id.utf8) }?.outcome
  }

  private func record(_ kind: String, _ id: String) throws -> ParcelRecord? {
    try Ledger(path: yard.ledgerPath, .read).find(
      ParcelKey(destination: "vendor", kind: kind, id: Array(id.utf8)))
  }

  @Test func refusedFile_failsItsParcelAlone_andTheLedgerSaysWhy() throws {
    let store = yard.store(.renaming)
    store.refuse = { operation in
      guard case .upload(let upload) = operation, upload.remotePath.contains("call:1.csv") else { return nil }
      return RemoteFailure(.permissionDenied, path: upload.remotePath, message: "Permission denied")
    }
    let summary = try yard.deliver(store)
    #expect(summary.stopped == nil)
    #expect(summary.total.delivered == Yard.parcelCount - 1 && summary.total.failed == 1)
    #expect(try record("voice", "call:1")?.reason == "Permission denied")
    #expect(try record("voice", "call:1")?.state == .sending)
    #expect(try yard.deliver(yard.store(.renaming)).total.delivered == 1)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
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

  @Test func failureThatStays_isTriedAgain_longerEachTime_thenGivenUp() throws {
    let store = yard.store(.renaming)
    var tries = 0
    store.refuse = { operation in
      guard case .upload(let upload) = operation, upload.remotePath.contains("chat-1") else { return nil }
      tries += 1
      return RemoteFailure(.failure, message: "Failure")
    }
    let environment = TestEnvironment()
    let summary = try yard.deliver(
      store, environment: environment, retry: RetryPolicy(parcelRetries: 4, firstDelay: 1, longestDelay: 5))
    #expect(tries == 5)
    #expect(summary.total.failed == 1 && summary.stopped == nil)
    // 1, 2, 4 and then no more than 5 seconds.
    #expect(abs(environment.slept.reduce(0, +) - 12) < 0.001)
  }

  @Test func connectionThatNeverHolds_isGivenUp_andNothingIsLost() throws {
    let store = yard.store(.renaming)
    var count = 0
    store.refuse = { _ in
      count += 1
      return count < 8 ? nil : RemoteFailure(.connectionLost, message: "cut")
    }
    let environment = TestEnvironment()
    let summary = try yard.deliver(
      store, environment: environment, retry: RetryPolicy(connectionRetries: 3, firstDelay: 1))
    guard case .remote(let failure)? = summary.stopped else {
      Issue.record("not stopped")
      return
    }
    #expect(failure.code == .connectionLost)
    #expect(environment.slept.reduce(0, +) >= 7)
    #expect(try yard.deliver(yard.store(.renaming)).total.failed == 0)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test func fileThatMayBeTorn_isUncertainInTheLedger() throws {
    let yard = try Yard()
    try yard.put(kind: "chat", "big.csv", 200_000)
    let retry = RetryPolicy(connectionRetries: 0, firstConnectionRetries: 0)
    let summary = try yard.deliver(yard.store(.direct, (.torn, 3)), retry: retry)
    #expect(summary.total.failed == 1)
    let key = ParcelKey(destination: "vendor", kind: "chat", id: Array("big".utf8))
    let record = try Ledger(path: yard.ledgerPath, .read).find(key)
    #expect(record?.state == .uncertain && record?.reason == "the connection was cut")
    #expect(try yard.deliver(yard.store(.direct)).total.delivered == 1)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test(arguments: [RemoteFailure.Code.authentication, .hostKey, .configuration, .incompatible])
  func refusedLogin_stopsAtOnce_nothingIsTriedAgain(_ code: RemoteFailure.Code) throws {
    let store = yard.store(.renaming)
    store.refuse = { _ in RemoteFailure(code, message: "no") }
    let environment = TestEnvironment()
    let summary = try yard.deliver(store, environment: environment)
    #expect(summary.stopped == .remote(RemoteFailure(code, message: "no")))
    #expect(summary.total.failed == Yard.parcelCount)
    #expect(environment.slept.isEmpty)
    #expect(store.performed <= 4)
  }

  @Test func fullDisk_beginsNothingMore_andALaterRunGoesOn() throws {
    let store = yard.store(.renaming)
    store.capabilities.maxInFlight = 1
    store.refuse = { operation in
      guard case .upload(let upload) = operation, upload.remotePath.contains("chat-1") else { return nil }
      return RemoteFailure(.noSpace, message: "No space left on device")
    }
    let summary = try yard.deliver(store)
    #expect(summary.stopped == .remote(RemoteFailure(.noSpace, message: "No space left on device")))
    #expect(
      outcome(summary, "voice", "call:1") == .notTried(reason: "the delivery ended before: No space left on device"))
    #expect(try yard.deliver(yard.store(.renaming)).total.failed == 0)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test(arguments: Yard.Profile.allCases, [15, 130])
  func strangersFile_isAConflict_andStaysAsItIs(_ profile: Yard.Profile, size: Int) throws {
    let strangers = [UInt8](repeating: 0x2A, count: size)
    try yard.putRemote("voice/call:1.csv", strangers)
    let summary = try yard.deliver(yard.store(profile))
    guard case .conflict(let reason)? = outcome(summary, "voice", "call:1") else {
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
    #expect(try record("voice", "call:1")?.state == .refused)
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
    #expect(outcome(summary, "affiliates", "affiliates") == .delivered)
    guard case .conflict? = outcome(summary, "chat", "chat-1") else {
      Issue.record("no conflict")
      return
    }
    let remote = try yard.tree(yard.remote)
    #expect(remote["affiliates/affiliates.json"] == (try yard.tree(yard.outbox))["affiliates/affiliates.json"])
    #expect(remote["chat/chat-1.csv"]?.count == 3000)
  }

  @Test func propertiesWaitForAffiliates_andAreNotSentWithoutThem() throws {
    let store = yard.store(.renaming)
    store.refuse = { operation in
      guard case .upload(let upload) = operation, upload.remotePath.hasPrefix("affiliates/") else { return nil }
      return RemoteFailure(.permissionDenied, message: "Permission denied")
    }
    let summary = try yard.deliver(store)
    #expect(
      outcome(summary, "properties", "properties")
        == .notTried(reason: "the affiliates that it refers to have not arrived"))
    #expect(store.uploads.keys.contains { $0.hasPrefix("properties/") } == false)
  }

  @Test func sourceThatChangesWhileItIsSent_isNotPublished() throws {
    let store = yard.store(.renaming)
    var isChanged = false
    store.afterEach = { [yard] in
      if !isChanged, store.uploads.keys.contains(where: { $0.contains("chat-1") }) {
        isChanged = true
        try? yard.put(kind: "chat", "chat-1.csv", 3000, salt: 9)
      }
    }
    let summary = try yard.deliver(store)
    guard case .failed(let failure)? = outcome(summary, "chat", "chat-1") else {
      Issue.record("published")
      return
    }
    #expect(failure.code == .localFile)
    #expect(try yard.tree(yard.remote)["chat/chat-1.csv"] == nil)
    // The next run sends what is there now, and removes what was begun.
    #expect(try yard.deliver(yard.store(.renaming)).total.failed == 0)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
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

  @Test(arguments: Yard.Profile.allCases)
  func bytesThatWereChangedOnTheWay_areFoundByReadback(_ profile: Yard.Profile) throws {
    let store = yard.store(profile)
    var isSpoilt = false
    store.afterEach = { [yard] in
      guard !isSpoilt, let path = store.uploads.keys.first(where: { $0.contains("chat-1") }) else { return }
      isSpoilt = true
      try? yard.putRemote(path, [UInt8](repeating: 0, count: 3000))
    }
    let summary = try yard.deliver(store, verification: .readback)
    #expect(isSpoilt && summary.total.failed == 0)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test func notLetRead_readbackSaysSo() throws {
    let store = yard.store(.renaming)
    store.refuse = { operation in
      guard case .read = operation else { return nil }
      return RemoteFailure(.permissionDenied, message: "Permission denied")
    }
    let summary = try yard.deliver(store, verification: .readback)
    guard case .failed(let failure)? = outcome(summary, "chat", "chat-1") else {
      Issue.record("no failure")
      return
    }
    #expect(failure.message.contains("--verify size"))
    #expect(try yard.deliver(yard.store(.renaming)).total.failed == 0)
  }

  @Test func unreadableSource_failsItsParcelAlone() throws {
    let parcels = try yard.parcels()
    try Folder.removeFile("\(yard.outbox)/chat/chat-1.csv")
    let summary = Delivery.run(
      parcels: parcels, store: yard.store(.renaming), ledger: nil, options: DeliveryOptions(destination: "vendor"),
      environment: TestEnvironment())
    #expect(summary.total.delivered == Yard.parcelCount - 1 && summary.stopped == nil)
    guard case .failed(let failure)? = outcome(summary, "chat", "chat-1") else {
      Issue.record("no failure")
      return
    }
    #expect(failure.code == .localFile)
  }
}
