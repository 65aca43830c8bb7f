public import Bytes

/// Bytes that were produced and wait to be taken in pieces.
public struct PendingBytes: ~Copyable {
  /// The bytes, those already given included; append to it.
  public var buffer: ByteBuffer
  private var given = 0

  /// Creates an empty queue with room for `capacity` bytes.
  public init(capacity: Int = 256) {
    buffer = ByteBuffer(capacity: capacity)
  }

  /// The number of bytes that wait.
  public var count: Int { buffer.count - given }

  /// The bytes that wait.
  public var waiting: Span<UInt8> {
    @_lifetime(borrow self)
    get { buffer.span.extracting(droppingFirst: given) }
  }

  /// The first bytes that wait, at most `count`, as an array.
  public func first(_ count: Int) -> [UInt8] {
    waiting.extracting(first: min(count, self.count)).array()
  }

  /// Moves bytes into `target` and returns how many there were.
  public mutating func give(into target: UnsafeMutableRawBufferPointer) -> Int {
    let moved = min(target.count, count)
    unsafe waiting.extracting(first: moved).withUnsafeBytes { unsafe target.copyMemory(from: $0) }
    drop(moved)
    return moved
  }

  /// Forgets the first `count` bytes that wait.
  public mutating func drop(_ count: Int) {
    given += count
    if given == buffer.count {
      buffer.removeAll()
      given = 0
    } else if given >= 65_536 && given * 2 > buffer.count {
      buffer.removeFirst(given)
      given = 0
    }
  }
}
