import COpenSSL

/// A running SHA-256 (FIPS 180-4), by libcrypto's `EVP_Digest*`.
@safe
public struct SHA256: ~Copyable {
  private let context: OpaquePointer
  /// The algorithm, looked up once: `EVP_sha256()` has every hash search libcrypto's providers for it again.
  private nonisolated(unsafe) static let algorithm: OpaquePointer? = unsafe EVP_MD_fetch(nil, "SHA256", nil)

  /// Starts an empty hash.
  public init() {
    guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, SHA256.algorithm, nil) == 1 else {
      fatalError("libcrypto cannot start SHA-256: out of memory, or a provider without it")
    }
    unsafe self.context = context
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Takes further bytes in.
  public mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { _ = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Takes further bytes in.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    _ = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The hash of all bytes taken in so far; more may follow.
  public borrowing func digest() -> SHA256Digest {
    var digest = SHA256Digest()
    guard let copy = unsafe EVP_MD_CTX_new() else { fatalError("out of memory") }
    defer { unsafe EVP_MD_CTX_free(copy) }
    _ = unsafe EVP_MD_CTX_copy_ex(copy, context)
    var span = digest.bytes.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { _ = unsafe EVP_DigestFinal_ex(copy, $0.baseAddress, nil) }
    return digest
  }

  /// The hash of one run of bytes.
  public static func hash(_ bytes: Span<UInt8>) -> SHA256Digest {
    var digest = SHA256Digest()
    var span = digest.bytes.mutableSpan
    let isDone = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe span.withUnsafeMutableBufferPointer { target in
        unsafe EVP_Digest(source.baseAddress, source.count, target.baseAddress, nil, algorithm, nil) == 1
      }
    }
    precondition(isDone, "libcrypto cannot make a SHA-256: out of memory, or a provider without it")
    return digest
  }
}

/// The 32 bytes of a SHA-256.
public struct SHA256Digest: Sendable {
  /// The bytes, first to last.
  public var bytes: InlineArray<32, UInt8> = .init(repeating: 0)

  init() {}

  /// Takes over the 32 bytes of a digest; nil for any other number of bytes.
  public init?(_ digest: Span<UInt8>) {
    guard digest.count == 32 else { return nil }
    for index in 0..<32 { bytes[index] = digest[index] }
  }

  /// Reads 64 hexadecimal digits, in either case; nil for anything else.
  public init?(hexadecimal text: String) {
    let digits = text.utf8.span
    guard digits.count == 64 else { return nil }
    for index in 0..<32 {
      guard let high = hexValue(digits[2 * index]), let low = hexValue(digits[2 * index + 1]) else { return nil }
      bytes[index] = high << 4 | low
    }
  }

  /// The digest as 64 lower-case hexadecimal digits.
  public var hexadecimal: String {
    var buffer = ByteBuffer(capacity: 64)
    appendHexadecimal(to: &buffer)
    return String(repairing: buffer.span)
  }

  /// Appends the digest as 64 lower-case hexadecimal digits.
  public func appendHexadecimal(to buffer: inout ByteBuffer) {
    buffer.reserve(64)
    for index in 0..<32 {
      buffer.append(hexDigit(bytes[index] >> 4))
      buffer.append(hexDigit(bytes[index] & 15))
    }
  }
}

extension SHA256Digest: Hashable {
  /// Whether all 32 bytes are the same.
  public static func == (left: SHA256Digest, right: SHA256Digest) -> Bool {
    left.bytes.span.isEqual(to: right.bytes.span)
  }

  /// Feeds the bytes into `hasher`.
  public func hash(into hasher: inout Hasher) {
    for index in 0..<32 { hasher.combine(bytes[index]) }
  }
}

private func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? nibble + 48 : nibble + 87 }

private func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case 48...57: digit - 48
  case 65...70: digit - 55
  case 97...102: digit - 87
  default: nil
  }
}
