import COpenSSL
import Glibc

/// Which of the two SHA-2 MACs this machine is faster with: SHA-256 where the processor has instructions for it, SHA-512
/// on other 64-bit machines (measured there: 360 against 228 MB/s).
enum MACSpeed {
  /// Whether `hmac-sha2-512` is clearly the faster one. Measured once, in well under a millisecond.
  static let prefersSHA512: Bool = {
    let (first, second) = unsafe (EVP_sha256(), EVP_sha512())
    // The first round of each pays for loading the code.
    _ = unsafe (seconds(first), seconds(second))
    return unsafe seconds(second) * 1.15 < seconds(first)
  }()

  private static func seconds(_ digest: OpaquePointer?) -> Double {
    let block = [UInt8](repeating: 0x5A, count: 32_768)
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    let start = Deadline.now
    unsafe EVP_Digest(block, block.count, &result, nil, digest, nil)
    return Deadline.now - start
  }

  /// The names with the faster family first, each family in its own order.
  static func sorted(_ names: [String]) -> [String] {
    guard prefersSHA512 else { return names }
    return names.filter { $0.contains("sha2-512") } + names.filter { !$0.contains("sha2-512") }
  }
}
