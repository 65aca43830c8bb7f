import Bytes

/// A mail laid out as lines over one buffer of text.
struct Page: ~Copyable {
  var bytes: ByteBuffer
  var lines: [Line] = []

  init(capacity: Int) {
    bytes = ByteBuffer(capacity: capacity)
    lines.reserveCapacity(64)
  }

  /// The text of a line, without what stands before it.
  @_lifetime(borrow self)
  func text(_ line: Line) -> Span<UInt8> {
    bytes.span.extracting(Int(line.start)..<Int(line.end))
  }
}
