import Bytes

/// SSH's data types (RFC 4251 section 5), as far as SFTP and key files need them.
extension ByteBuffer {
  /// Appends a 32-bit number, most significant byte first.
  mutating func append(bigEndian value: UInt32) {
    append(UInt8(truncatingIfNeeded: value >> 24))
    append(UInt8(truncatingIfNeeded: value >> 16))
    append(UInt8(truncatingIfNeeded: value >> 8))
    append(UInt8(truncatingIfNeeded: value))
  }

  /// Appends a 64-bit number, most significant byte first.
  mutating func append(bigEndian value: UInt64) {
    append(bigEndian: UInt32(truncatingIfNeeded: value >> 32))
    append(bigEndian: UInt32(truncatingIfNeeded: value))
  }

  /// Appends a string: its length in 32 bits, then its bytes.
  mutating func append(field bytes: Span<UInt8>) {
    append(bigEndian: UInt32(bytes.count))
    append(bytes)
  }
}
