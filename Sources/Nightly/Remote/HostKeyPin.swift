/// The fingerprint of a host key that a user trusts, as `ssh-keygen -l` prints it.
public struct HostKeyPin: Hashable, Sendable {
  /// `SHA256:` and 43 characters of base64 without padding.
  public let text: String

  /// The regular expression (ECMA-262) of what is taken.
  static let pattern = "^SHA256:[A-Za-z0-9+/]{43}=?$"
  /// The fingerprint of no key, for messages.
  static let example = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"

  /// Reads a fingerprint; nil for anything else, such as an MD5 one.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.starts(with: "SHA256:".utf8) else { return nil }
    var digits = bytes.dropFirst(7)
    if digits.count == 44, digits.last == UInt8(ascii: "=") { digits.removeLast() }
    let isBase64 = digits.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"): true
      default: false
      }
    }
    guard digits.count == 43, isBase64 else { return nil }
    self.text = "SHA256:" + String(decoding: digits, as: UTF8.self)
  }
}
