import Foundation
import SFTP
import TestSupport
import Testing

/// Servers that are none, or that lie: each ends with a message of its own, and soon.
@Suite struct HostileServerTests {
  private func refusal(
    _ transport: TransportChoice, port: Int, host: String = "127.0.0.1", seconds: Double = 2
  ) -> SFTPError? {
    var configuration = SFTPConfiguration(
      host: host, port: port, user: "nobody", login: [], hostKeys: HostKeyPolicy(files: []))
    configuration.connectTimeout = seconds
    configuration.transport = transport
    do {
      try SFTPClient.connect(configuration).close()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: TransportChoice.libraries) func webServer_isToldByItsWords(_ transport: TransportChoice) throws {
    let server = HostileServer(saying: Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), thenClosing: true)
    let error = refusal(transport, port: server.port)
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("does not speak SSH") == true)
    #expect(error?.message.contains("400 Bad Request") == true)
  }

  @Test(arguments: TransportChoice.libraries) func closedAtOnce(_ transport: TransportChoice) throws {
    let server = HostileServer(saying: [], thenClosing: true)
    #expect(refusal(transport, port: server.port)?.message.contains("without a word") == true)
  }

  @Test(arguments: TransportChoice.libraries) func closedAfterTheBanner(_ transport: TransportChoice) throws {
    let server = HostileServer(saying: Array("SSH-2.0-Test\r\n".utf8), thenClosing: true)
    let error = refusal(transport, port: server.port)
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("handshake failed") == true)
  }

  @Test(arguments: TransportChoice.libraries) func silentForEver_endsWithTheTimeLimit(_ transport: TransportChoice)
    throws
  {
    let server = HostileServer(saying: [], thenClosing: false)
    let start = Date()
    let error = refusal(transport, port: server.port, seconds: 0.5)
    #expect(error?.code == .unreachable)
    #expect(Date().timeIntervalSince(start) < 5)
  }

  @Test(arguments: TransportChoice.libraries) func packetLengthOf4GiB_inTheHandshake(_ transport: TransportChoice)
    throws
  {
    let lie = Array("SSH-2.0-Test\r\n".utf8) + [0xFF, 0xFF, 0xFF, 0xFC] + [UInt8](repeating: 7, count: 64)
    let server = HostileServer(saying: lie, thenClosing: false)
    #expect(refusal(transport, port: server.port)?.code == .unreachable)
  }

  @Test(arguments: TransportChoice.libraries) func endlessBannerLines_end(_ transport: TransportChoice) throws {
    let lines = Array(String(repeating: "spam and eggs\r\n", count: 100_000).utf8)
    let server = HostileServer(saying: lines, thenClosing: true)
    #expect(refusal(transport, port: server.port)?.code == .unreachable)
  }

  @Test(arguments: TransportChoice.libraries) func closedPort_saysRefused(_ transport: TransportChoice) {
    let error = refusal(transport, port: 1)
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("refused") == true)
  }

  @Test(arguments: TransportChoice.libraries) func unknownHost_saysSo(_ transport: TransportChoice) {
    let error = refusal(transport, port: 22, host: "no-such-host.invalid")
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("cannot find the host") == true)
  }

  @Test(
    .enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"),
    arguments: TransportChoice.libraries,
    [
      ("printf '\\377\\377\\377\\377\\002'; sleep 1", "a packet of 4294967295 bytes"),
      ("printf '\\000\\000\\000\\005\\002\\000\\000\\000\\006'; sleep 1", "protocol version 6"),
      ("printf '\\000\\000\\000\\005\\145\\000\\000\\000\\003'; sleep 1", "no version packet"),
      ("echo This account is not available.", "a packet of"),
    ])
  func subsystemThatIsNoSFTP(_ transport: TransportChoice, _ output: (script: String, words: String)) throws {
    let folder = try TemporaryFolder()
    let program = try folder.write("#!/bin/sh\n\(output.script)\n", to: "subsystem")
    unsafe chmod(program, 0o755)
    unsafe chmod(folder.path, 0o755)
    let server = try PrivateSSHD(lines: ["Subsystem sftp \(program)"])
    var configuration = server.configuration()
    configuration.transport = transport
    let error = server.refusal(configuration)
    #expect(error?.code == .protocolViolation)
    #expect(error?.message.contains(output.words) == true, "\(error?.message ?? "")")
  }
}
