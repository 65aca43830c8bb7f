import Bytes
import Glibc

extension FileDescriptor {
  /// The whole contents of a small file, a configuration or a key; more than `limit` bytes are refused with EFBIG.
  public static func contents(of path: String, limit: Int = 16 << 20) throws(SystemError) -> [UInt8] {
    let file = try FileDescriptor.open(path, .read)
    var buffer = ByteBuffer(capacity: 4096)
    while try file.read(into: &buffer, atMost: 65_536) > 0 {
      if buffer.count > limit { throw SystemError(call: "read", path: path, code: EFBIG) }
    }
    return buffer.span.array()
  }

  /// Up to `count` bytes of a file from `offset` on, fewer at its end (`pread`, repeated after a short one).
  public static func contents(of path: String, at offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
    let file = try FileDescriptor.open(path, .read)
    var buffer = ByteBuffer(capacity: count)
    while buffer.count < count {
      let place = offset + Int64(buffer.count)
      let before = buffer.count
      try unsafe buffer.appendUnsafely(capacity: count - before) { (free) throws(SystemError) in
        unsafe try file.read(at: place, into: UnsafeMutableRawBufferPointer(free))
      }
      if buffer.count == before { break }
    }
    return buffer.span.array()
  }
}
