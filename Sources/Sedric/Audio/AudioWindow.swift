import Bytes
import Files

/// A file's bytes by their offset, with one stretch of them in memory.
struct AudioWindow: ~Copyable {
  private let file: FileDescriptor
  private var bytes: [UInt8]
  private var start: Int64 = 0
  private var filled = 0
  /// The file's size when it was opened.
  let size: Int64

  init(path: String, capacity: Int = 128 << 10) throws(SystemError) {
    let file = try FileDescriptor.open(path, .read)
    size = try file.status().size
    self.file = file
    bytes = Array(repeating: 0, count: capacity)
  }

  /// Brings `count` bytes from `offset` into memory; false where the file has not as many there.
  mutating func load(_ offset: Int64, _ count: Int) throws(SystemError) -> Bool {
    if offset >= start, offset + Int64(count) <= start + Int64(filled) { return true }
    guard offset >= 0, count <= bytes.count, offset + Int64(count) <= size else { return false }
    start = offset
    filled = 0
    while filled < bytes.count {
      let got = try read(at: start + Int64(filled))
      if got == 0 { break }
      filled += got
    }
    return filled >= count
  }

  private mutating func read(at offset: Int64) throws(SystemError) -> Int {
    var failure: SystemError?
    let wanted = filled
    let count = unsafe bytes.withUnsafeMutableBytes { free -> Int in
      do throws(SystemError) {
        return unsafe try file.read(at: offset, into: UnsafeMutableRawBufferPointer(rebasing: free[wanted...]))
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return count
  }

  /// A byte that was loaded.
  subscript(_ offset: Int64) -> UInt8 { bytes[Int(offset - start)] }

  /// A number of four bytes that were loaded, the most significant first.
  func number(at offset: Int64) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(self[offset + Int64($1)]) }
  }

  /// Whether the file has one of these texts at `offset`.
  mutating func has(_ text: StaticString, or other: StaticString, at offset: Int64) throws(SystemError) -> Bool {
    if try has(text, at: offset) { return true }
    return try has(other, at: offset)
  }

  /// Whether the file has this text at `offset`.
  mutating func has(_ text: StaticString, at offset: Int64) throws(SystemError) -> Bool {
    guard try load(offset, text.utf8CodeUnitCount) else { return false }
    for place in 0..<text.utf8CodeUnitCount where unsafe self[offset + Int64(place)] != text.utf8Start[place] {
      return false
    }
    return true
  }
}
