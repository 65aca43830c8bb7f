import Bytes
import Foundation
import SFTP
import TestSupport
import Testing
import Threads

/// Several connections that are made at the same time.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct SideBySideTests {
  /// A connection that the server refuses once another one is logged in.
  private final class OneOnly: WrappingTransport {
    let inner: any ByteTransport
    private let logins: Logins
    init(_ inner: any ByteTransport, _ logins: Logins) {
      self.inner = inner
      self.logins = logins
    }

    func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) {
      try inner.open(seconds: seconds, interrupted: interrupted)
      let place = logins.count.with { count in
        count += 1
        return count
      }
      if place > 1 { throw SFTPError(.unreachable, "one too many") }
    }
  }

  private final class Logins: Sendable {
    let count = Monitor(0)
  }

  private let server: PrivateSSHD

  init() throws { server = try PrivateSSHD() }

  /// A client that was told of much to do.
  private func client(_ configuration: SFTPConfiguration) -> SFTPClient {
    let client = SFTPClient(configuration)
    client.prepare(operations: 5_000, bytes: 1 << 30)
    return client
  }

  /// Waits for so many connections to work, at most ten seconds. On a busy machine the server may seem to be far away, and more are made.
  private func reaches(_ count: Int, _ client: SFTPClient) -> Bool {
    for _ in 0..<1_000 {
      if client.connectionCount >= count { return true }
      usleep(10_000)
    }
    return false
  }

  /// How many connections the server has seen somebody try to log in on, in vain.
  private var refusals: Int { server.files.log.components(separatedBy: "authenticating user").count - 1 }

  @Test(.enabled(if: WorkerThread.processors > 1))
  func muchToDo_opensASecondWithTheFirst() throws {
    let client = client(server.configuration())
    defer { client.close() }
    #expect(reaches(2, client))
    #expect(try client.list(".").isEmpty)
  }

  @Test func wrongKey_isTriedOnOneConnection() throws {
    let client = client(server.configuration(login: [.keyFile(server.files.strangersKey, passphrase: nil)]))
    let error = #expect(throws: SFTPError.self) { try client.list(".") }
    #expect(error?.code == .authentication)
    client.close()
    for _ in 0..<500 where refusals == 0 { usleep(10_000) }
    #expect(refusals == 1)
  }

  @Test func unknownHost_isNotedOnce_andNobodyIsAskedTwice() throws {
    let folder = try TemporaryFolder()
    let client = client(server.configuration(mode: .acceptNew, knownHosts: folder.file("known_hosts")))
    defer { client.close() }
    #expect(reaches(WorkerThread.processors > 1 ? 2 : 1, client))
    let lines = try String(contentsOfFile: folder.file("known_hosts"), encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 1)
  }

  /// Has so much to do that a second connection is worth it; nothing of it may fail.
  private func makeFolders(_ client: SFTPClient) throws {
    for index in 0..<600 { client.submit(.makeFolder(RemotePath("f\(index)")), tag: UInt64(index)) }
    var ended = 0
    while ended < 600 {
      for case .finished(_, let result) in client.wait(timeout: 10) {
        ended += 1
        #expect(throws: Never.self) { try result.get() }
      }
    }
  }

  @Test func serverWithOnePlaceAtTheDoor_givesItToTheFirst() throws {
    let server = try PrivateSSHD(lines: ["MaxStartups 1"])
    for _ in 0..<3 {
      let client = client(server.configuration())
      try makeFolders(client)
      for index in 0..<600 { try client.removeFolder(RemotePath("f\(index)")) }
      client.close()
    }
  }

  @Test func secondThatTheServerRefuses_isNoFailure() throws {
    let logins = Logins()
    var configuration = server.configuration()
    configuration.wrapTransport = { OneOnly($0, logins) }
    let client = client(configuration)
    defer { client.close() }
    try makeFolders(client)
    #expect(client.connectionCount == 1)
  }
}
