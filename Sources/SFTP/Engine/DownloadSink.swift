import Bytes
import Files
import Glibc

/// Where fetched bytes go, in any order.
enum DownloadSink: ~Copyable {
  case file(FileDescriptor)
  case memory([UInt8])

  /// Writes bytes at an offset from the sink's start.
  mutating func write(_ bytes: Span<UInt8>, at offset: Int64) throws(SystemError) {
    switch consume self {
    case .file(let file):
      let number = file.number
      let path = file.path
      self = .file(file)
      try Self.write(bytes, to: number, path, at: offset)
    case .memory(var all):
      if all.count < Int(offset) + bytes.count {
        all.append(contentsOf: repeatElement(0, count: Int(offset) + bytes.count - all.count))
      }
      for index in 0..<bytes.count { all[Int(offset) + index] = bytes[index] }
      self = .memory(all)
    }
  }

  private static func write(
    _ bytes: Span<UInt8>, to number: Int32, _ path: String, at offset: Int64
  ) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.extracting(done..<bytes.count).withUnsafeBytes { raw in
        unsafe pwrite(number, raw.baseAddress, raw.count, off_t(offset) + off_t(done))
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw SystemError(call: "pwrite", path: path, code: errno)
      }
      done += written
    }
  }
}
