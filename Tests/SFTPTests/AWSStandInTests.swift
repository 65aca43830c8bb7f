import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// The stand-in for AWS Transfer keeps AWS's rules, or tests against it would prove nothing. The client is told that it is
/// an OpenSSH server, so that it does what it must not.
@Suite(.enabled(if: AWSStandIn.isInstalled, "asyncssh is not installed"))
struct AWSStandInTests {
  let server: AWSStandIn
  let client: SFTPClient

  init() throws {
    server = try AWSStandIn()
    var configuration = server.configuration()
    configuration.profile = .openSSH
    configuration.transport = .openssh
    client = try SFTPClient.connect(configuration)
  }

  private func refusal(_ operation: SFTPOperation) -> SFTPError.Code? {
    do {
      _ = try client.perform(operation)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func banner_andNoExtensions() throws {
    defer { client.close() }
    #expect(client.server?.transport.banner == "SSH-2.0-AWS_SFTP_1.2")
    #expect(client.server?.extensions.names.isEmpty == true)
    let own = try SFTPClient.connect(server.configuration())
    #expect(own.server?.profile == .awsTransfer)
    own.close()
  }

  /// Neither library chooses a new password; each says why it does not get in, and none waits longer than for any login.
  @Test(arguments: [
    (TransportChoice.libssh, "If the password has expired"), (.libssh2, "it has expired"),
  ])
  func expiredPassword_isSaid(_ transport: TransportChoice, _ words: String) throws {
    client.close()
    let server = try AWSStandIn(hasExpired: true)
    var configuration = server.configuration()
    configuration.login = [.password(Secret("old"))]
    configuration.transport = transport
    if transport == .libssh { configuration.connectTimeout = 1.5 }
    do {
      try SFTPClient.connect(configuration).close()
      Issue.record("let in")
    } catch {
      #expect(error.message.contains(words), "\(error.message)")
      #expect(!error.message.contains("old "), "\(error.message)")
    }
  }

  @Test func renamesAttributesAndWritesInTheMiddle_areRefused() throws {
    defer { client.close() }
    _ = try client.perform(.upload(plain("f")))
    #expect(refusal(.rename("f", to: "g", over: false)) == .permissionDenied)
    #expect(refusal(.rename("f", to: "g", over: true)) == .unsupported)
    #expect(refusal(.setStatus("f", FileAttributes(permissions: 0o600))) == .unsupported)
    for mode in [Upload.Mode.resume, .part] {
      var upload = plain("f", mode)
      upload.start = 2
      #expect(refusal(.upload(upload)) == .unsupported)
    }
    #expect(try server.contents("f") == [1, 2, 3, 4])
  }

  /// `checksSize` off: FSTAT of an open object is refused as well.
  private func plain(_ name: RemotePath, _ mode: Upload.Mode = .truncate) -> Upload {
    var upload = Upload(bytes: [1, 2, 3, 4], to: name, mode: mode)
    upload.checksSize = false
    return upload
  }

  @Test func answers_comeInAnyOrder() throws {
    defer { client.close() }
    _ = try client.perform(.upload(plain("f")))
    client.submit((0..<100).map { (.status("f"), UInt64($0)) })
    var order: [UInt64] = []
    while order.count < 100 {
      let events = client.wait(timeout: 30)
      try #require(!events.isEmpty, "nothing happened for 30 seconds")
      for case .finished(let tag, _) in events { order.append(tag) }
    }
    #expect(order != order.sorted())
  }

  @Test func lostConnection_storesWhatCame() throws {
    client.close()
    var configuration = server.configuration()
    configuration.connections = 1
    // INIT, OPEN, and half of the four WRITEs.
    let fault = PacketFault(.cutAfter, after: 4)
    configuration.wrapTransport = { FaultyTransport($0, fault) }
    let broken = try SFTPClient.connect(configuration)
    defer { broken.close() }
    let bytes = [UInt8](repeating: 5, count: 4 * 32_768)
    #expect(throws: SFTPError.self) { try broken.upload(Upload(bytes: bytes, to: "torn")) }
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: "\(server.area)/torn") { usleep(20_000) }
    let size = try server.contents("torn").count
    #expect(size > 0 && size < bytes.count, "\(size)")
  }

  @Test func eleventhChannel_isRefused() throws {
    client.close()
    let script = """
      import asyncio, asyncssh, sys
      async def main():
          async with asyncssh.connect('127.0.0.1', int(sys.argv[1]), username='company', client_keys=[sys.argv[2]],
                                      known_hosts=None, config=None) as connection:
              open = [await connection.start_sftp_client() for _ in range(10)]
              try:
                  await connection.start_sftp_client()
              except asyncssh.ChannelOpenError as error:
                  print(len(open), error)
      asyncio.run(main())
      """
    let result = try runCommand(AWSStandIn.python, ["-c", script, "\(server.port)", server.files.userKey])
    #expect(result.text == "10 at most 10 channels\n", "\(result.errorText)")
  }
}
