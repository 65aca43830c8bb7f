import COpenSSL

/// Base64 (RFC 4648 section 4), by libcrypto's `EVP_EncodeBlock` and `EVP_DecodeBlock`.
enum Base64 {
  /// The text of `bytes`, padded.
  static func encode(_ bytes: Span<UInt8>) -> String {
    guard !bytes.isEmpty else { return "" }
    return unsafe String(unsafeUninitializedCapacity: bytes.count / 3 * 4 + 5) { room in
      unsafe bytes.withUnsafeBufferPointer {
        Int(unsafe EVP_EncodeBlock(room.baseAddress, $0.baseAddress, Int32($0.count)))
      }
    }
  }

  /// The bytes of a padded text, or nil where it is not base64.
  static func decode(_ text: Span<UInt8>) -> [UInt8]? {
    guard !text.isEmpty, text.count % 4 == 0, text.count < 1 << 20 else { return nil }
    var padding = 0
    while padding < 2, text[text.count - 1 - padding] == UInt8(ascii: "=") { padding += 1 }
    var valid = true
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { room, count in
      let decoded = unsafe text.withUnsafeBufferPointer {
        unsafe EVP_DecodeBlock(room.baseAddress, $0.baseAddress, Int32($0.count))
      }
      valid = decoded >= padding
      count = valid ? Int(decoded) - padding : 0
    }
    return valid ? bytes : nil
  }
}
