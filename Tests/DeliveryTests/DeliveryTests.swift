import Bytes
import Delivery
import Files
import Ledger
import TestSupport
import Testing

/// What a delivery makes of what goes wrong: refusals, lost connections, bytes and files that change.
@Suite struct DeliveryTests {
  let yard: Yard

  init() throws {
    yard = try Yard()
    try yard.fill()
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
    #expect(try yard.record("voice", "call:1")?.reason == "Permission denied")
    #expect(try yard.record("voice", "call:1")?.state == .sending)
    #expect(try yard.deliver(yard.store(.renaming)).total.delivered == 1)
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
    let record = try yard.record("chat", "big")
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
      summary.outcome("voice", "call:1") == .notTried(reason: "the delivery ended before: No space left on device"))
    #expect(try yard.deliver(yard.store(.renaming)).total.failed == 0)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test func propertiesWaitForAffiliates_andAreNotSentWithoutThem() throws {
    let store = yard.store(.renaming)
    store.refuse = { operation in
      guard case .upload(let upload) = operation, upload.remotePath.hasPrefix("affiliates/") else { return nil }
      return RemoteFailure(.permissionDenied, message: "Permission denied")
    }
    let summary = try yard.deliver(store)
    #expect(
      summary.outcome("properties", "properties")
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
    guard case .failed(let failure)? = summary.outcome("chat", "chat-1") else {
      Issue.record("published")
      return
    }
    #expect(failure.code == .localFile)
    #expect(try yard.tree(yard.remote)["chat/chat-1.csv"] == nil)
    // The next run sends what is there now, and removes what was begun.
    #expect(try yard.deliver(yard.store(.renaming)).total.failed == 0)
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
    guard case .failed(let failure)? = summary.outcome("chat", "chat-1") else {
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
    guard case .failed(let failure)? = summary.outcome("chat", "chat-1") else {
      Issue.record("no failure")
      return
    }
    #expect(failure.code == .localFile)
  }
}
