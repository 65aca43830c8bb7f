import Bytes
import Delivery
import Files
import Testing

/// `verify: "remote-hash"`: the server's own hash where it has one, otherwise the file itself.
@Suite struct RemoteHashTests {
  let yard: Yard

  init() throws {
    yard = try Yard()
    try yard.fill()
  }

  private func isRead(_ operation: RemoteOperation) -> Bool {
    if case .read = operation { true } else { false }
  }

  private func isHash(_ operation: RemoteOperation) -> Bool {
    if case .hash = operation { true } else { false }
  }

  @Test(arguments: Yard.Profile.allCases) func rightHashes_areTaken_andNothingIsRead(_ profile: Yard.Profile) throws {
    let store = yard.store(profile)
    store.refuse = { isRead($0) ? RemoteFailure(.failure, message: "read") : nil }
    let summary = try yard.deliver(store, verification: .remoteHash)
    #expect(summary.total.delivered == Yard.parcelCount && summary.readBackReason == nil)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test(arguments: Yard.Profile.allCases) func serverThatCannotHash_isReadBack_andItIsSaid(_ profile: Yard.Profile)
    throws
  {
    let store = yard.store(profile)
    var reads = 0
    store.refuse = { operation in
      if isRead(operation) { reads += 1 }
      return isHash(operation) ? RemoteFailure(.unsupported, message: "no shell") : nil
    }
    let summary = try yard.deliver(store, verification: .remoteHash)
    #expect(summary.total.delivered == Yard.parcelCount && summary.readBackReason == "no shell")
    // All but the empty file.
    #expect(reads >= 6)
  }

  @Test func spoiltFile_isSentAgain() throws {
    let store = yard.store(.renaming)
    var isSpoilt = false
    store.afterEach = { [yard] in
      guard !isSpoilt, let path = store.uploads.keys.first(where: { $0.contains("chat-1") }) else { return }
      isSpoilt = true
      try? yard.putRemote(path, [UInt8](repeating: 0, count: 3000))
    }
    let summary = try yard.deliver(store, verification: .remoteHash)
    #expect(isSpoilt && summary.total.failed == 0)
    #expect(try yard.tree(yard.remote) == yard.tree(yard.outbox))
  }

  @Test func shellThatSeesOtherFiles_isNotBelieved() throws {
    let store = yard.store(.renaming)
    store.lie = { isHash($0) ? .sha256(SHA256.hash([1, 2, 3].span)) : nil }
    let summary = try yard.deliver(store, verification: .remoteHash)
    #expect(summary.total.delivered == Yard.parcelCount && summary.bytesSent == 9360)
    #expect(summary.readBackReason?.contains("hashes other contents") == true)
  }
}
