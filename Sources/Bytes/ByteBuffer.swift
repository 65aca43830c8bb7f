/// A growable run of bytes with one owner, for output that is built up, handed on and reused.
///
/// `removeAll()` keeps the memory, so a loop that fills and drains one buffer allocates only while it grows.
/// Appending is amortised O(1) a byte.
@safe
public struct ByteBuffer: ~Copyable {
  @usableFromInline
  var base: UnsafeMutablePointer<UInt8>
  @usableFromInline
  var capacity: Int

  @usableFromInline
  var length = 0

  /// The number of bytes held.
  @inlinable
  public var count: Int { length }

  /// Creates an empty buffer that holds `capacity` bytes before it grows.
  public init(capacity: Int = 256) {
    let size = max(capacity, 16)
    unsafe base = .allocate(capacity: size)
    self.capacity = size
  }

  deinit {
    unsafe base.deallocate()
  }

  /// Whether no bytes are held.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The bytes held, borrowed until the buffer changes.
  @inlinable
  public var span: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let view = unsafe Span(_unsafeStart: UnsafePointer(base), count: count)
      return unsafe _overrideLifetime(view, borrowing: self)
    }
  }

  /// Forgets the bytes and keeps the memory.
  @inlinable
  public mutating func removeAll() {
    length = 0
  }

  /// Cuts the buffer back to its first `newCount` bytes; a larger number changes nothing.
  public mutating func truncate(to newCount: Int) {
    length = min(count, max(0, newCount))
  }

  /// Drops the first `prefix` bytes and moves the rest to the front.
  public mutating func removeFirst(_ prefix: Int) {
    precondition(prefix >= 0 && prefix <= count)
    unsafe base.update(from: base.advanced(by: prefix), count: count - prefix)
    length -= prefix
  }

  /// Makes room for `extra` more bytes.
  @inlinable
  public mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(by: extra) }
  }

  @usableFromInline
  mutating func grow(by extra: Int) {
    let size = max(capacity * 2, count + extra)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    unsafe larger.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = larger
    capacity = size
  }

  /// Appends one byte.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    unsafe base[count] = byte
    length += 1
  }

  /// Appends a run of bytes.
  @inlinable
  public mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe base.advanced(by: count).update(from: start, count: source.count)
    }
    length += bytes.count
  }

  /// Appends a text's UTF-8 bytes.
  public mutating func append(_ text: String) {
    append(text.utf8.span)
  }

  /// Appends a literal's UTF-8 bytes.
  public mutating func append(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount)
    if text.hasPointerRepresentation {
      unsafe base.advanced(by: count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
      length += text.utf8CodeUnitCount
    } else {
      append(String(describing: text))
    }
  }

  /// Appends an integer in decimal.
  public mutating func append(decimal value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var first = 20
    repeat {
      first -= 1
      digits[first] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
      rest /= 10
    } while rest > 0
    append(digits.span.extracting(first..<20))
  }

  /// Appends an integer in decimal, with leading zeros up to `width` digits (at most 20); a negative one without.
  public mutating func append(decimal value: Int, width: Int) {
    guard value >= 0, width <= 20 else { return append(decimal: Int64(value)) }
    var rest = value
    var digits: InlineArray<20, UInt8> = .init(repeating: UInt8(ascii: "0"))
    var first = 20
    while rest > 0 || first > 20 - width {
      first -= 1
      digits[first] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
      rest /= 10
    }
    append(digits.span.extracting(first..<20))
  }

  /// Lets `body` write at most `capacity` bytes behind those held; it returns how many it wrote.
  @inlinable
  public mutating func appendUnsafely<Failure: Error>(
    capacity extra: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int
  ) throws(Failure) {
    reserve(extra)
    let written = unsafe try body(UnsafeMutableBufferPointer(start: base.advanced(by: count), count: extra))
    precondition(written >= 0 && written <= extra)
    length += written
  }
}
