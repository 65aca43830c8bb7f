import Bytes
import COpenSSL

/// A server's public key.
public struct HostKey: Hashable, Sendable {
  /// The key as SSH sends it (RFC 4253 section 6.6): the type's name, then the numbers.
  public let blob: [UInt8]

  /// Wraps a key's bytes.
  public init(blob: [UInt8]) {
    self.blob = blob
  }

  /// The key's type, as in `ssh-ed25519`; empty where the bytes are no key.
  public var type: String {
    var fields = FieldReader(blob.span)
    guard let name = try? fields.string() else { return "" }
    return String(validating: name.span) ?? ""
  }

  /// The type of the keys that an algorithm signs with: RSA keys have several (RFC 8332).
  static func type(signedBy algorithm: String) -> String {
    algorithm.hasPrefix("rsa-sha2") ? "ssh-rsa" : algorithm
  }

  /// The fingerprint as `ssh-keygen -l` prints it: `SHA256:` and base64 without padding.
  public var fingerprint: String {
    let digest = SHA256.hash(blob.span)
    let text = Base64.encode(digest.bytes.span)
    return "SHA256:" + text.prefix { $0 != "=" }
  }
}
