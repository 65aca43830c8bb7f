import Bytes
import Files

/// What can be told of a private key file without its passphrase.
struct PrivateKeyFile {
  /// The key's type, as in `ssh-ed25519`; nil where only the passphrase would tell.
  private(set) var type: String?
  /// Whether a passphrase is needed.
  private(set) var isEncrypted = false

  /// Reads the file's head. Throws where it cannot be read or is no private key.
  init(path: String) throws(SFTPError) {
    let bytes: [UInt8]
    do {
      bytes = try FileDescriptor.contents(of: path, limit: 1 << 20)
    } catch {
      throw SFTPError(.configuration, "cannot be read: \(error.reason)")
    }
    let text = String(repairing: bytes.span)
    if text.contains("-----BEGIN OPENSSH PRIVATE KEY-----") {
      readOpenSSH(text)
    } else if text.contains("PRIVATE KEY-----") {
      isEncrypted = text.contains("ENCRYPTED")
      if text.contains("BEGIN RSA PRIVATE KEY") { type = "ssh-rsa" }
    } else {
      throw SFTPError(
        .configuration, text.hasPrefix("ssh-") ? "is the public key, not the private one" : "is not a private key")
    }
  }

  /// Reads `openssh-key-v1`: cipher, key derivation and its options, the number of keys, the public key.
  private mutating func readOpenSSH(_ text: String) {
    let lines = text.split { $0.isNewline }.filter { !$0.hasPrefix("-----") }
    guard let blob = Base64.decode(Array(lines.joined().utf8).span) else { return }
    var fields = FieldReader(blob.span, at: min(15, blob.count))
    guard let cipher = try? fields.string() else { return }
    isEncrypted = !cipher.elementsEqual("none".utf8)
    guard (try? fields.skipString()) != nil, (try? fields.skipString()) != nil, (try? fields.number32()) != nil,
      let key = try? fields.string()
    else { return }
    type = HostKey(blob: key).type
  }
}
