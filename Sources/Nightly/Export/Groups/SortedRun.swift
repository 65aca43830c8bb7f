import Bytes
import Dump
import Files

/// A sorted piece, in memory or in a file, read from its first entry to its last.
final class SortedRun {
  private var entries: SortedEntries
  /// How much is read from a file at once, at most and at least: many runs share the memory.
  static let largestRead = 1 << 18
  static let leastRead = 1 << 14

  /// How much of the file is read at once, in bytes.
  var readSize: Int {
    get { entries.readSize }
    set { entries.readSize = newValue }
  }

  /// A piece in memory; `order` has where its entries start.
  init(memory: consuming ByteBuffer, order: [Int]) {
    entries = SortedEntries(memory: memory, order: order)
  }

  init(file: consuming FileDescriptor) {
    entries = SortedEntries(file: file)
  }

  /// Goes to the next entry; false at the end.
  func advance() throws(DumpError) -> Bool { try entries.advance() }

  /// Fills `record` with the present entry.
  func restore(into record: inout Record) throws(DumpError) -> RecordOutcome { try entries.restore(into: &record) }

  /// Negative, zero or positive as the present entry's key is before, with or after the other run's.
  func compare(to other: SortedRun) -> Int { entries.compare(to: other.entries) }
}

/// The entries of a sorted piece, and the one that is present.
private struct SortedEntries: ~Copyable {
  private var file: FileDescriptor?
  private var bytes: ByteBuffer
  private var offset: Int64 = 0
  private var at = 0
  private var end = 0
  /// Where the entries of a piece in memory start, and how many were passed.
  private let order: [Int]
  private var passed = 0
  var readSize = SortedRun.largestRead

  init(memory: consuming ByteBuffer, order: [Int]) {
    bytes = memory
    self.order = order
  }

  init(file: consuming FileDescriptor) {
    self.file = consume file
    bytes = ByteBuffer(capacity: SortedRun.leastRead)
    order = []
  }

  func compare(to other: borrowing SortedEntries) -> Int {
    key.compare(to: other.key)
  }

  private var key: Span<UInt8> {
    @_lifetime(borrow self)
    get { bytes.span.extracting((at + 24)..<(at + 24 + Int(bytes.span.word(at: at + 8)))) }
  }

  mutating func advance() throws(DumpError) -> Bool {
    if file == nil { return advanceInMemory() }
    at = end
    guard try hold(24) else { return false }
    let length = Int(bytes.span.word(at: at))
    guard try hold(length) else {
      throw DumpError(.malformed, path: "the sorting file", problem: "it is cut off", fix: "Check the disk")
    }
    end = at + length
    return true
  }

  private mutating func advanceInMemory() -> Bool {
    guard passed < order.count else { return false }
    at = order[passed]
    end = at + Int(bytes.span.word(at: at))
    passed += 1
    return true
  }

  func restore(into record: inout Record) throws(DumpError) -> RecordOutcome {
    let view = bytes.span
    let keyEnd = at + 24 + Int(view.word(at: at + 8))
    let faultEnd = keyEnd + Int(view.word(at: at + 16))
    guard record.restore(from: view.extracting(faultEnd..<end)) else {
      throw DumpError(.malformed, path: "the sorting file", problem: "it is damaged", fix: "Check the disk")
    }
    if faultEnd == keyEnd { return .record }
    let parts = view.extracting(keyEnd..<faultEnd).array().split(separator: 0, omittingEmptySubsequences: false)
    let texts = parts.map { String(decoding: $0, as: UTF8.self) }
    return .broken(RecordFault(rule: texts[0], field: texts[1].isEmpty ? nil : texts[1], reason: texts[2]))
  }

  /// Whether `count` bytes from the present place on are in memory, read from the file as needed.
  private mutating func hold(_ count: Int) throws(DumpError) -> Bool {
    while bytes.count - at < count {
      guard file != nil else { return false }
      if at > 0 {
        bytes.removeFirst(at)
        end -= at
        at = 0
      }
      if try read(max(readSize, count - bytes.count)) == 0 { return false }
    }
    return true
  }

  private mutating func read(_ count: Int) throws(DumpError) -> Int {
    do throws(SystemError) {
      var got = 0
      let offset = offset
      switch file {
      case .some(let file):
        try unsafe bytes.appendUnsafely(capacity: count) { (free) throws(SystemError) in
          got = unsafe try file.read(at: offset, into: UnsafeMutableRawBufferPointer(free))
          return got
        }
      case .none: break
      }
      self.offset += Int64(got)
      return got
    } catch {
      throw DumpError(error)
    }
  }
}
