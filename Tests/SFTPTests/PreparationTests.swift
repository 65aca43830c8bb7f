import SFTP
import TestSupport
import Testing
import Threads

/// Connecting ahead of the first operation.
@Suite struct PreparationTests {
  /// Counts the transports that a client opens.
  private final class Count: Sendable {
    let value = Monitor(0)
  }

  private func counted(_ configuration: SFTPConfiguration, _ count: Count) -> SFTPConfiguration {
    var configuration = configuration
    configuration.wrapTransport = { transport in
      count.value.with { $0 += 1 }
      return transport
    }
    return configuration
  }

  @Test func failedPreparation_isTheFirstOperationsFailure_withoutAnotherTry() {
    let count = Count()
    var configuration = SFTPConfiguration(
      host: "127.0.0.1", port: 1, user: "x", login: [], hostKeys: HostKeyPolicy(files: []))
    configuration.transport = .libssh
    let client = SFTPClient(counted(configuration, count))
    defer { client.close() }
    client.prepare()
    for attempts in 1...3 {
      let error = #expect(throws: SFTPError.self) { try client.list(".") }
      #expect(error?.code == .unreachable)
      #expect(count.value.with { $0 } == attempts)
    }
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func preparedClient_usesThatConnection() throws {
    let server = try PrivateSSHD()
    let count = Count()
    let client = SFTPClient(counted(server.configuration(), count))
    defer { client.close() }
    client.prepare()
    client.prepare()
    #expect(try client.list(".").isEmpty)
    client.prepare()
    #expect(count.value.with { $0 } == 1)
  }
}
