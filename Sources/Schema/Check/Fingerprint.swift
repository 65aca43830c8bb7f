/// A value's 128-bit hash, by which a million values are told apart in little memory. Seeded anew in every process.
public struct Fingerprint: Hashable, Sendable {
  let high: Int
  let low: Int

  /// The hash of a value.
  public init(_ bytes: Span<UInt8>) {
    var first = Hasher()
    var second = Hasher()
    second.combine(0 as UInt8)
    unsafe bytes.withUnsafeBytes {
      unsafe first.combine(bytes: $0)
      unsafe second.combine(bytes: $0)
    }
    high = first.finalize()
    low = second.finalize()
  }
}
