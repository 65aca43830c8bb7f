import Bytes
import Dump
import Files
import Glibc

/// Records that are gathered in memory until they are sorted together.
///
/// An entry is: its whole length, its key's length, its fault's length (8 bytes each), the key, the fault, the record.
struct SortPiece: ~Copyable {
  private var bytes: ByteBuffer
  private var starts: [Int] = []
  private let capacity: Int

  /// Makes room for a piece of `memory` bytes. The system gives memory when it is first written to, so that a small source
  /// costs little; a buffer that grew by doubling would need three times as much for a moment.
  init(memory: Int) {
    capacity = memory
    bytes = ByteBuffer(capacity: min(memory, 1 << 30))
  }

  /// How many bytes are held.
  private var size: Int { bytes.count + starts.count * 8 }

  /// Whether the piece should be sorted away before more is added.
  var isFull: Bool { size >= capacity - capacity / 8 }

  /// Adds a record with its key.
  mutating func add(
    _ record: borrowing Record, _ fault: RecordFault?, _ key: (borrowing Record, inout ByteBuffer) -> Void
  ) {
    let start = bytes.count
    starts.append(start)
    var head = ByteBuffer(capacity: 256)
    key(record, &head)
    let keyCount = head.count
    if let fault {
      for part in [fault.rule, fault.field ?? "", fault.reason] {
        head.append(part)
        head.append(0)
      }
    }
    var body = ByteBuffer(capacity: record.byteCount + 512)
    record.store(to: &body)
    bytes.append(word: UInt64(24 + head.count + body.count))
    bytes.append(word: UInt64(keyCount))
    bytes.append(word: UInt64(head.count - keyCount))
    bytes.append(head.span)
    bytes.append(body.span)
  }

  /// Sorts what is held into a temporary file that no name leads to, and starts anew.
  mutating func spill(_ folder: String) throws(DumpError) -> SortedRun {
    sort()
    do throws(SystemError) {
      let path = try Folder.makeTemporary(prefix: "\(folder)/nightferry-sort-")
      let file = try FileDescriptor.open("\(path)/run", .update(mode: 0o600))
      try Folder.removeTree(path)
      var output = ByteBuffer(capacity: 1 << 20)
      for start in starts {
        output.append(entry(start))
        if output.count > 1 << 20 {
          try file.write(output.span)
          output.removeAll()
        }
      }
      try file.write(output.span)
      bytes.removeAll()
      starts.removeAll(keepingCapacity: true)
      return SortedRun(file: file)
    } catch {
      throw DumpError(error, path: folder)
    }
  }

  /// Sorts what is held and hands it over as it is.
  consuming func keep() -> SortedRun {
    sort()
    return SortedRun(memory: bytes, order: starts)
  }

  @_lifetime(borrow self)
  private func entry(_ start: Int) -> Span<UInt8> {
    bytes.span.extracting(start..<(start + Int(bytes.span.word(at: start))))
  }

  private mutating func sort() {
    starts = SortPiece.sorted(starts, bytes.span)
  }

  private static func sorted(_ starts: [Int], _ bytes: Span<UInt8>) -> [Int] {
    starts.sorted { left, right in
      let order = key(bytes, left).compare(to: key(bytes, right))
      return order != 0 ? order < 0 : left < right
    }
  }

  @_lifetime(copy bytes)
  private static func key(_ bytes: Span<UInt8>, _ start: Int) -> Span<UInt8> {
    bytes.extracting((start + 24)..<(start + 24 + Int(bytes.word(at: start + 8))))
  }
}
