import Glibc

extension Span<UInt8> {
  /// Whether both runs hold the same bytes; never Unicode equivalence.
  public func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return unsafe withUnsafeBufferPointer { left in
      unsafe other.withUnsafeBufferPointer { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return unsafe memcmp(first, second, left.count) == 0
      }
    }
  }

  /// Whether the run is the text's UTF-8 bytes, byte for byte.
  public func isEqual(to text: String) -> Bool {
    isEqual(to: text.utf8.span)
  }

  /// Negative, zero or positive as the run sorts before, with or after `other` in byte order (`memcmp`).
  public func compare(to other: Span<UInt8>) -> Int {
    let shared = Swift.min(count, other.count)
    let order: Int32 = unsafe withUnsafeBufferPointer { left in
      unsafe other.withUnsafeBufferPointer { right in
        guard shared > 0, let first = left.baseAddress, let second = right.baseAddress else { return 0 }
        return unsafe memcmp(first, second, shared)
      }
    }
    return order != 0 ? Int(order) : count - other.count
  }

  /// The first place of `byte` at or behind `start` (`memchr`).
  public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    return unsafe withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let from = unsafe base.advanced(by: start)
      guard let hit = unsafe memchr(from, Int32(byte), bytes.count - start) else { return nil }
      return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
  }

  /// Whether the run begins with `prefix`.
  public func starts(with prefix: Span<UInt8>) -> Bool {
    count >= prefix.count && extracting(first: prefix.count).isEqual(to: prefix)
  }

  /// A copy as an array.
  public func array() -> [UInt8] {
    unsafe withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// The run without spaces, tabs and line ends at either side.
  @_lifetime(copy self)
  public func trimmed() -> Span<UInt8> {
    var low = 0
    var high = count
    while low < high, self[low].isBlank { low += 1 }
    while high > low, self[high - 1].isBlank { high -= 1 }
    return extracting(low..<high)
  }
}

extension UInt8 {
  /// Whether the byte is a space, tab, line feed or carriage return.
  public var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

  /// The value of an ASCII digit.
  public var decimalValue: Int? {
    let value = self &- UInt8(ascii: "0")
    return value < 10 ? Int(value) : nil
  }
}

extension String {
  /// The text of UTF-8 bytes; invalid sequences become U+FFFD. For messages and keys, not for data that must survive.
  public init(repairing bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The text of UTF-8 bytes, or nil where they are not valid UTF-8.
  public init?(validating bytes: Span<UInt8>) {
    let text = unsafe bytes.withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) }
    guard let text else { return nil }
    self = text
  }
}
