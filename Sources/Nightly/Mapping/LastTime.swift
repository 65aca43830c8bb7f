import Bytes
import Sedric

/// The time that a field had last, as the source and as the file has it: the records of a chat mostly share its time.
struct LastTime: ~Copyable {
  private var source = ByteBuffer(capacity: 32)
  private var text = ByteBuffer(capacity: 32)

  /// Sets the row's cell if the source has the same text again; false, and nothing is done, where it has another.
  func isAgain(_ other: Span<UInt8>, set target: Int, of row: inout MappedRow) -> Bool {
    guard source.span.isEqual(to: other) else { return false }
    row.set(target, text.span)
    return true
  }

  /// Takes note of what a text of the source means.
  mutating func keep(_ other: Span<UInt8>, as instant: Timestamp) {
    source.removeAll()
    source.append(other)
    text.removeAll()
    instant.append(to: &text)
  }
}
