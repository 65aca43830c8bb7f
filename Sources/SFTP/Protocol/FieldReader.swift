import Bytes

/// Takes SSH's data types (RFC 4251 section 5) from a packet, front to back, and never reads past its end.
struct FieldReader: ~Escapable {
  fileprivate let bytes: Span<UInt8>
  /// The offset of the next byte to take.
  private(set) var position: Int

  /// Starts at `position` in `bytes`.
  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// How many bytes are left.
  var remaining: Int { bytes.count - position }

  /// Takes one byte.
  @_lifetime(self: copy self)
  mutating func byte() throws(ProtocolViolation) -> UInt8 {
    guard remaining >= 1 else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  /// Takes a 32-bit number.
  @_lifetime(self: copy self)
  mutating func number32() throws(ProtocolViolation) -> UInt32 {
    guard remaining >= 4 else { throw .truncated }
    var value: UInt32 = 0
    for index in position..<position + 4 { value = value << 8 | UInt32(bytes[index]) }
    position += 4
    return value
  }

  /// Takes a 64-bit number.
  @_lifetime(self: copy self)
  mutating func number64() throws(ProtocolViolation) -> UInt64 {
    UInt64(try number32()) << 32 | UInt64(try number32())
  }

  /// Takes a string and says where its bytes stand.
  @_lifetime(self: copy self)
  mutating func stringRange() throws(ProtocolViolation) -> Range<Int> {
    let count = Int(try number32())
    guard count <= remaining else { throw .truncated }
    defer { position += count }
    return position..<position + count
  }

  /// Takes a string as an array of its own.
  @_lifetime(self: copy self)
  mutating func string() throws(ProtocolViolation) -> [UInt8] {
    let range = try stringRange()
    return bytes.extracting(range).array()
  }

  /// Passes over a string.
  @_lifetime(self: copy self)
  mutating func skipString() throws(ProtocolViolation) {
    _ = try stringRange()
  }
}

extension FieldReader {
  /// The bytes at a place that was taken before.
  func copy(_ range: Range<Int>) -> [UInt8] {
    bytes.extracting(range).array()
  }
}
