import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// Private keys of every kind and form that `ssh-keygen` writes let in, with and without a passphrase.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct KeyFormTests {
  /// What `ssh-keygen` is told of kind and form; `RFC4716` is OpenSSH's own.
  static let forms = [
    "-t ed25519 -m RFC4716", "-t rsa -b 2048 -m RFC4716", "-t rsa -b 3072 -m PEM", "-t rsa -b 2048 -m PKCS8",
    "-t ecdsa -b 256 -m RFC4716", "-t ecdsa -b 384 -m PEM", "-t ecdsa -b 521 -m PKCS8", "-t ecdsa -b 521 -m RFC4716",
  ]

  @Test(arguments: forms, ["", "lemon sorbet"])
  func letsIn(_ form: String, _ passphrase: String) throws {
    let server = try PrivateSSHD()
    let folder = try TemporaryFolder()
    let key = folder.file("key")
    let words = form.split(separator: " ").map(String.init) + ["-q", "-N", passphrase, "-f", key]
    let made = try runCommand("/usr/bin/ssh-keygen", words)
    try #require(made.status == 0, "\(made.errorText)")
    let authorized = try FileDescriptor.contents(of: "\(key).pub")
    try AtomicFile.write(authorized.span, to: server.files.folder.file("authorized_keys"))
    let secret = passphrase.isEmpty ? nil : Secret(passphrase)
    for transport in TransportChoice.libraries {
      // Debian 12's libssh2 signs with RSA keys by SHA-1 only.
      if transport == .libssh2, form.contains("rsa") { continue }
      var configuration = server.configuration(login: [.keyFile(key, passphrase: secret)])
      configuration.transport = transport
      let words = server.refusal(configuration)?.message
      #expect(words == nil)
    }
  }
}
