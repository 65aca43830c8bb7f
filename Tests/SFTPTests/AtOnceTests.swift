import Foundation
import SFTP
import TestSupport
import Testing

/// How much a client does at once, over all its connections.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct AtOnceTests {
  struct Limits: CustomTestStringConvertible {
    var transfers: Int?
    var checkers: Int?
    var testDescription: String { "transfers \(transfers ?? 0), checkers \(checkers ?? 0)" }
  }

  @Test(arguments: [Limits(), Limits(transfers: 3), Limits(checkers: 2), Limits(transfers: 1, checkers: 1)])
  func limits_holdOverAllConnections(_ limits: Limits) throws {
    let server = try PrivateSSHD()
    let counts = PacketCounts()
    var configuration = server.configuration()
    configuration.connections = 3
    configuration.filesInFlight = 8
    configuration.transfers = limits.transfers
    configuration.checkers = limits.checkers
    // Slow enough that further connections are wanted.
    configuration.bandwidthLimit = 20_000_000
    configuration.wrapTransport = { CountingTransport($0, counts) }
    let client = try SFTPClient.connect(configuration)
    defer { client.close() }
    client.submit(
      (0..<60).map { (.upload(Upload(bytes: [UInt8](repeating: 9, count: 200_000), to: "f\($0)")), UInt64($0)) })
    client.submit((60..<260).map { (.realPath("nothing-\($0)"), UInt64($0)) })
    var ended: Set<UInt64> = []
    while ended.count < 260 {
      let events = client.wait(timeout: 30)
      try #require(!events.isEmpty, "nothing happened for 30 seconds")
      for case .finished(let tag, let outcome) in events {
        #expect(ended.insert(tag).inserted)
        if tag < 60 { _ = try outcome.get() }
      }
    }
    let sums = counts.now
    #expect(sums.open == 0 && sums.waiting == 0)
    if let transfers = limits.transfers { #expect(sums.mostOpen == transfers) } else { #expect(sums.mostOpen >= 8) }
    if let checkers = limits.checkers {
      #expect(sums.mostWaiting == checkers)
    } else {
      #expect(sums.mostWaiting >= 8)
    }
    #expect(client.connectionCount <= limits.transfers ?? 3)
  }

  /// What a lost connection had under way counts no more.
  @Test func lostConnection_leavesRoomForTheNext() throws {
    let server = try PrivateSSHD()
    let relay = Relay(to: server.port)
    defer { relay.close() }
    var configuration = server.configuration(mode: .acceptNew, knownHosts: server.files.folder.file("relayed"))
    configuration.port = relay.port
    configuration.stallTimeout = 1
    configuration.transfers = 2
    configuration.checkers = 2
    let client = try SFTPClient.connect(configuration)
    defer { client.close() }
    for round in 0..<3 {
      // The connection is there before nothing moves any more; the third round is left alone.
      #expect(try ends(client, [.status(".")]) == 1)
      relay.holdUp(round < 2)
      let uploads = (0..<2).map { SFTPOperation.upload(Upload(bytes: [1, 2, 3], to: "f\($0)")) }
      #expect(try ends(client, uploads + [.status("."), .status(".")]) == (round < 2 ? 0 : 4))
      relay.holdUp(false)
    }
  }

  /// Does these and returns how many went well.
  private func ends(_ client: SFTPClient, _ operations: [SFTPOperation]) throws -> Int {
    client.submit(operations.enumerated().map { ($1, UInt64($0)) })
    var (open, done) = (operations.count, 0)
    while open > 0 {
      let events = client.wait(timeout: 20)
      try #require(!events.isEmpty, "nothing happened for 20 seconds")
      for case .finished(_, let outcome) in events {
        open -= 1
        if case .success = outcome { done += 1 }
      }
    }
    return done
  }
}
