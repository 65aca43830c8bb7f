import TestSupport
import Testing

@testable import SFTP

/// Which ciphers ssh is told to offer.
@Suite struct OpenSSHCiphersTests {
  @Test func aesGCM_comesFirst_andNothingIsAdded() {
    let names = "chacha20-poly1305@openssh.com,aes128-ctr,aes256-gcm@openssh.com,aes128-gcm@openssh.com"
    let allowed = OpenSSHCiphers.allowed(in: "user me\nciphers \(names)\nport 22\n")
    #expect(
      allowed.map(OpenSSHCiphers.ordered) == [
        "aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com", "aes128-ctr",
      ])
    #expect(OpenSSHCiphers.ordered(["aes256-ctr", "aes128-ctr"]) == ["aes256-ctr", "aes128-ctr"])
    #expect(OpenSSHCiphers.allowed(in: "user me\n") == nil)
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func connection_usesWhatThisMachineIsFasterWith() throws {
    let server = try PrivateSSHD()
    var configuration = server.configuration()
    configuration.transport = .openssh
    let client = try SFTPClient.connect(configuration)
    defer { client.close() }
    let algorithms = try #require(client.server?.transport.algorithms)
    #expect(algorithms.contains("aes128-gcm@openssh.com") == CipherSpeed.prefersAES, "\(algorithms)")
  }
}
