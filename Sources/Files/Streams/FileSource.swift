import Glibc

/// The bytes of an open file, pipe or device.
public final class FileSource: ByteSource {
  private let file: FileDescriptor
  /// The path, or `standard input`.
  public let name: String

  /// Takes over an open file.
  public init(_ file: consuming FileDescriptor) {
    name = file.path
    self.file = file
  }

  /// Opens the file at `path`; `-` is standard input. A folder is refused here, not at the first read.
  public convenience init(path: String) throws(StreamError) {
    do throws(SystemError) {
      if path == "-" {
        let copy = try retrying("dup", "standard input") { fcntl(0, F_DUPFD_CLOEXEC, 0) }
        self.init(FileDescriptor(owning: copy, path: "standard input"))
      } else {
        let file = try FileDescriptor.open(path, .read)
        if try file.status().kind == .folder { throw SystemError(call: "read", path: path, code: EISDIR) }
        self.init(file)
      }
    } catch {
      throw .system(error)
    }
  }

  /// Gives the file's bytes (`read`).
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    do throws(SystemError) {
      return unsafe try file.read(into: buffer)
    } catch {
      throw .system(error)
    }
  }
}

/// Bytes in memory as a source.
public final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0
  /// What the bytes are called in messages.
  public let name: String

  /// Creates a source that yields `bytes` once.
  public init(_ bytes: [UInt8], name: String = "memory") {
    self.bytes = bytes
    self.name = name
  }

  /// Gives the bytes once.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    let count = min(buffer.count, bytes.count - position)
    unsafe bytes.withUnsafeBytes { unsafe buffer.copyMemory(from: .init(rebasing: $0[position..<position + count])) }
    position += count
    return count
  }
}
