import Foundation
import SFTP
import TestSupport
import Testing

/// Which transport is taken, and the OpenSSH one's logins, keys and words.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct TransportTests {
  private func through(_ transport: TransportChoice, _ configuration: SFTPConfiguration) -> SFTPConfiguration {
    var configuration = configuration
    configuration.transport = transport
    configuration.askpassProgram = builtProgram("nightferry")
    return configuration
  }

  /// What Debian 12's libssh2 is too old for, and what both libraries are not offered: ChaCha20-Poly1305.
  static let policies: [(TransportChoice, lines: [String], missing: String, ours: String)] = [
    (
      .libssh2, ["MACs hmac-sha2-256-etm@openssh.com", "Ciphers aes128-ctr"], "hmac-sha2-256-etm@openssh.com",
      "hmac-sha2-512"
    ),
    (.libssh2, ["Ciphers chacha20-poly1305@openssh.com"], "chacha20-poly1305@openssh.com", "aes128-ctr"),
    (.libssh, ["Ciphers chacha20-poly1305@openssh.com"], "chacha20-poly1305@openssh.com", "aes128-gcm@openssh.com"),
    (
      .libssh, ["KexAlgorithms sntrup761x25519-sha512@openssh.com"], "sntrup761x25519-sha512@openssh.com",
      "curve25519-sha256"
    ),
  ]

  @Test(arguments: policies)
  func nothingInCommon_saysBothLists_andAutoConnects(
    _ transport: TransportChoice, lines: [String], missing: String, ours: String
  ) throws {
    let server = try PrivateSSHD(lines: lines)
    let error = server.refusal(through(transport, server.configuration()))
    if let error {
      #expect(error.code == .noCommonAlgorithm)
      #expect(error.message.contains(missing) && error.message.contains(ours), "\(error.message)")
      #expect(error.message.contains("--transport openssh"))
    }
    let client = try SFTPClient.connect(through(.auto, server.configuration()))
    defer { client.close() }
    if error != nil, transport == .libssh {
      #expect(client.server?.transport.name == "OpenSSH")
      #expect(client.server?.transport.note.contains(missing) == true)
    }
    try client.upload(Upload(bytes: [1, 2, 3], to: "f"))
    #expect(client.server?.profile == .openSSH)
  }

  @Test func rsaKey_autoLogsIn() throws {
    let server = try PrivateSSHD()
    let login: [LoginMethod] = [.keyFile(server.files.userRSAKey, passphrase: nil)]
    let client = try SFTPClient.connect(through(.auto, server.configuration(login: login)))
    defer { client.close() }
    #expect(try client.list(".").isEmpty)
  }

  @Test func openssh_passwordAndPassphraseThroughAskpass() throws {
    let server = try PrivateSSHD()
    let key = LoginMethod.keyFile(server.files.userKeyWithPassphrase, passphrase: Secret("lemon sorbet"))
    try SFTPClient.connect(through(.openssh, server.configuration(login: [key]))).close()
    let badKey = LoginMethod.keyFile(server.files.userKeyWithPassphrase, passphrase: Secret("vanilla"))
    #expect(server.refusal(through(.openssh, server.configuration(login: [badKey])))?.code == .authentication)
    guard let password = server.password else { return }
    let right = through(.openssh, server.configuration(login: [.password(Secret(password))]))
    try SFTPClient.connect(right).close()
    let wrong = server.refusal(through(.openssh, server.configuration(login: [.password(Secret("nonsense-pw"))])))
    #expect(wrong?.code == .authentication)
    #expect(wrong?.message.contains("nonsense-pw") == false)
  }

  @Test func openssh_hostKeyUnknownAndChanged_asWithTheLibraries() throws {
    let server = try PrivateSSHD()
    let folder = try TemporaryFolder()
    let unknown = server.refusal(through(.openssh, server.configuration(knownHosts: folder.file("none"))))
    #expect(unknown?.hostKey?.kind == .unknown)
    #expect(unknown?.hostKey?.fingerprint.hasPrefix("SHA256:") == true)
    let stranger = try String(contentsOfFile: server.files.strangersKey + ".pub", encoding: .utf8).split(separator: " ")
    let file = try folder.write("[127.0.0.1]:\(server.port) \(stranger[0]) \(stranger[1])\n", to: "kh")
    let changed = server.refusal(through(.openssh, server.configuration(knownHosts: file)))
    #expect(changed?.hostKey?.kind == .changed)
    #expect(changed?.hostKey?.known.first?.line == 1)
    let fresh = folder.file("fresh hosts")
    try SFTPClient.connect(through(.openssh, server.configuration(mode: .acceptNew, knownHosts: fresh))).close()
    for transport in TransportChoice.libraries {
      try SFTPClient.connect(through(transport, server.configuration(knownHosts: fresh))).close()
    }
  }

  @Test func openssh_closedPortAndUnknownHost() {
    var configuration = SFTPConfiguration(
      host: "127.0.0.1", port: 1, user: "x", login: [], hostKeys: HostKeyPolicy(files: []))
    configuration.transport = .openssh
    #expect(throws: SFTPError.self) { try SFTPClient.connect(configuration) }
    configuration.host = "no-such-host.invalid"
    let error = #expect(throws: SFTPError.self) { try SFTPClient.connect(configuration) }
    #expect(error?.code == .unreachable)
  }

  @Test func severalConnections_shareTheWork() throws {
    let server = try PrivateSSHD()
    var configuration = server.configuration()
    configuration.filesInFlight = 4
    let client = try SFTPClient.connect(configuration)
    defer { client.close() }
    client.submit(
      (0..<40).map { (.upload(Upload(bytes: [UInt8](repeating: UInt8($0), count: 200_000), to: "f\($0)")), UInt64($0)) }
    )
    var open = 40
    while open > 0 {
      let events = client.wait(timeout: 20)
      try #require(!events.isEmpty)
      for case .finished(_, let outcome) in events {
        _ = try outcome.get()
        open -= 1
      }
    }
    #expect(try client.list(".").count == 40)
  }

  @Test(arguments: TransportChoice.carriers) func rekeying_inTheMiddleOfAFile(_ transport: TransportChoice) throws {
    let server = try PrivateSSHD(lines: ["RekeyLimit 1M"])
    let client = try SFTPClient.connect(through(transport, server.configuration()))
    defer { client.close() }
    let bytes = [UInt8](repeating: 0x5C, count: 8 << 20)
    try client.upload(Upload(bytes: bytes, to: "f"))
    #expect(try client.readRange("f", offset: 0, count: 8 << 20) == bytes)
  }
}
