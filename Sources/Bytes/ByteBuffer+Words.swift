extension ByteBuffer {
  /// Appends a number as eight bytes, the lowest first.
  @inlinable
  public mutating func append(word: UInt64) {
    for index in 0..<8 { append(UInt8(truncatingIfNeeded: word >> (8 * UInt64(index)))) }
  }
}

extension Span<UInt8> {
  /// The number whose eight bytes `append(word:)` wrote at `offset`.
  @inlinable
  public func word(at offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(self[offset + index]) << (8 * UInt64(index)) }
    return word
  }
}
