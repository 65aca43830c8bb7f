import COpenSSL

/// Whether this machine is faster with AES-GCM than with ChaCha20-Poly1305: where the processor has instructions for AES.
enum CipherSpeed {
  /// Measured once, in well under a millisecond. OpenSSH computes Poly1305 in plain C, so that half of what libcrypto makes
  /// of ChaCha20-Poly1305 is what AES has to reach.
  static let prefersAES: Bool = {
    let (first, second) = unsafe (EVP_aes_128_gcm(), EVP_chacha20_poly1305())
    // The first round of each pays for loading the code.
    _ = unsafe (seconds(first), seconds(second))
    return unsafe seconds(first) < 2 * seconds(second)
  }()

  private static func seconds(_ cipher: OpaquePointer?) -> Double {
    let key = [UInt8](repeating: 0x5A, count: 64)
    let block = [UInt8](repeating: 0x5A, count: 32_768)
    var result = [UInt8](repeating: 0, count: block.count + Int(EVP_MAX_BLOCK_LENGTH))
    var length: Int32 = 0
    // A build of libcrypto without the cipher shows as one that takes for ever.
    guard let context = unsafe EVP_CIPHER_CTX_new() else { return .infinity }
    defer { unsafe EVP_CIPHER_CTX_free(context) }
    guard unsafe EVP_EncryptInit_ex(context, cipher, nil, key, key) == 1 else { return .infinity }
    let start = Deadline.now
    unsafe EVP_EncryptUpdate(context, &result, &length, block, Int32(block.count))
    return Deadline.now - start
  }
}
