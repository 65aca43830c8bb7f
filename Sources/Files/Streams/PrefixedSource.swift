import Bytes

/// A source that gives back the bytes which were read ahead of it, then goes on with the rest.
///
/// What a stream is can be told only from its first bytes, and a pipe cannot be rewound.
public final class PrefixedSource: ByteSource {
  private let rest: any ByteSource
  private var ahead = PendingBytes()
  private var atEnd = false

  /// Wraps `rest` with nothing read ahead.
  public init(_ rest: any ByteSource) {
    self.rest = rest
  }

  /// What the wrapped source is called.
  public var name: String { rest.name }

  /// Reads ahead until `count` bytes wait or the source ends, and returns them; they are still to be read.
  public func peek(_ count: Int) throws(StreamError) -> [UInt8] {
    while ahead.count < count && !atEnd {
      atEnd = try rest.read(into: &ahead.buffer, atMost: count - ahead.count) == 0
    }
    return ahead.first(count)
  }

  /// Gives bytes read ahead first, then those of the wrapped source.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    if ahead.count > 0 { return unsafe ahead.give(into: buffer) }
    return atEnd ? 0 : unsafe try rest.read(into: buffer)
  }
}
