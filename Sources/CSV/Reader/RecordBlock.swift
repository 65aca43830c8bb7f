import CByteScan
import Glibc

/// The bytes of a stretch of a file with the index of their fields, shared by a reader and the records it lent out.
///
/// A reader changes a block only while no record but the one being filled refers to it; else it takes a new one.
@safe
@usableFromInline
final class RecordBlock {
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  private(set) var fields: UnsafeMutablePointer<UInt32>
  private(set) var records: UnsafeMutablePointer<UInt32>
  private var fieldCapacity = 0
  private var recordCapacity = 0
  /// The fields of the record that was last read byte by byte.
  let cells = CellStore()
  /// A position whose physical line is known.
  private var known = (position: 0, line: 1)
  let level: nf_level
  /// The byte between the fields of the text.
  var delimiter: UInt8

  init(capacity: Int, level: nf_level, delimiter: UInt8) {
    self.delimiter = delimiter
    self.capacity = capacity
    self.level = level
    unsafe bytes = RecordBlock.allocate(capacity)
    unsafe fields = .allocate(capacity: 1)
    unsafe records = .allocate(capacity: 1)
  }

  deinit {
    unsafe free(bytes)
    unsafe fields.deallocate()
    unsafe records.deallocate()
  }

  /// Memory on the border of a cache line, as half of all wide loads would else touch two of them.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    guard let memory = unsafe aligned_alloc(64, (capacity + Int(NF_PADDING) + 63) & ~63) else {
      fatalError("no memory for \(capacity) bytes")
    }
    return unsafe memory.assumingMemoryBound(to: UInt8.self)
  }

  /// Makes room for `count` bytes in all, keeping the first `used`.
  func reserveBytes(_ count: Int, used: Int) {
    guard count > capacity else { return }
    let size = max(count, capacity * 2)
    let larger = unsafe RecordBlock.allocate(size)
    unsafe larger.update(from: bytes, count: used)
    unsafe free(bytes)
    unsafe bytes = larger
    capacity = size
  }

  /// Makes room for the index of a window of `window` bytes behind `used` entries that are kept.
  func reserveIndex(window: Int, used: Int) {
    if used + window + 64 > fieldCapacity {
      let size = max(used + window + 64, used * 2)
      let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: size)
      unsafe larger.update(from: fields, count: used)
      unsafe fields.deallocate()
      unsafe fields = larger
      fieldCapacity = size
    }
    if window + 64 > recordCapacity {
      unsafe records.deallocate()
      unsafe records = .allocate(capacity: window + 64)
      recordCapacity = window + 64
    }
  }

  /// The physical line of a position; cheap for positions near the last one asked for.
  func line(at position: Int) -> Int {
    let (low, high) = position < known.position ? (position, known.position) : (known.position, position)
    let feeds = unsafe nf_count_line_feeds(bytes.advanced(by: low), high - low)
    let line = position < known.position ? known.line - feeds : known.line + feeds
    known = (position, line)
    return line
  }

  /// Tells the block the line of a position.
  func setLine(_ line: Int, at position: Int) {
    known = (position, line)
  }

  /// Whether the known line stands before `position`, so that moving the bytes would lose it.
  func knowsLineOnly(before position: Int) -> Bool {
    known.position < position
  }

  /// Moves `range` to the front and forgets what stands before it.
  func shift(_ range: Range<Int>) {
    unsafe bytes.update(from: bytes.advanced(by: range.lowerBound), count: range.count)
    known.position -= range.lowerBound
  }
}
