public import Bytes
import Glibc

/// An open file with one owner, closed when the owner goes.
///
/// Every call is repeated when a signal interrupts it (EINTR).
public struct FileDescriptor: ~Copyable, Sendable {
  private let handle: DescriptorHandle
  /// The path it was opened by, for messages.
  public let path: String

  /// Takes over an open descriptor.
  public init(owning number: Int32, path: String) {
    handle = DescriptorHandle(number: number)
    self.path = path
  }

  /// The number that the kernel gave.
  public var number: Int32 { handle.number }

  /// How a file is opened.
  public enum Access: Sendable {
    /// For reading.
    case read
    /// For writing, made with `mode` where it is missing, emptied where it is there.
    case truncate(mode: UInt32)
    /// For writing, made with `mode`; fails where the path is taken, and never follows a link.
    case createNew(mode: UInt32)
    /// For writing at the end, made with `mode` where it is missing.
    case append(mode: UInt32)
    /// For reading and writing, made with `mode` where it is missing.
    case update(mode: UInt32)
  }

  /// Opens a file (`open`), never inherited by child processes.
  public static func open(_ path: String, _ access: Access) throws(SystemError) -> FileDescriptor {
    let flags: Int32
    var mode: UInt32 = 0
    switch access {
    case .read: flags = O_RDONLY
    case .truncate(let wanted): (flags, mode) = (O_WRONLY | O_CREAT | O_TRUNC, wanted)
    case .createNew(let wanted): (flags, mode) = (O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, wanted)
    case .append(let wanted): (flags, mode) = (O_WRONLY | O_CREAT | O_APPEND, wanted)
    case .update(let wanted): (flags, mode) = (O_RDWR | O_CREAT, wanted)
    }
    let number = try retrying("open", path) { unsafe Glibc.open(path, flags | O_CLOEXEC, mode) }
    return FileDescriptor(owning: number, path: path)
  }

  /// Closes the file and reports what `close` says, which some file systems use for late write errors.
  public consuming func close() throws(SystemError) {
    let path = path
    if let code = handle.close() { throw SystemError(call: "close", path: path, code: code) }
  }

  /// Reads at most `buffer.count` bytes (`read`); 0 at the end.
  public borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    let number = number
    return try retrying("read", path) { unsafe Glibc.read(number, buffer.baseAddress, buffer.count) }
  }

  /// Appends at most `count` bytes to `buffer` and returns how many came; 0 at the end.
  @discardableResult
  public borrowing func read(into buffer: inout ByteBuffer, atMost count: Int) throws(SystemError) -> Int {
    let before = buffer.count
    let number = number
    let path = path
    try unsafe buffer.appendUnsafely(capacity: count) { (free) throws(SystemError) in
      try retrying("read", path) { unsafe Glibc.read(number, free.baseAddress, free.count) }
    }
    return buffer.count - before
  }

  /// Reads at most `buffer.count` bytes at `offset` (`pread`); 0 at the end.
  public borrowing func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    let number = number
    return try retrying("pread", path) { unsafe pread(number, buffer.baseAddress, buffer.count, off_t(offset)) }
  }

  /// Writes all bytes (`write`, repeated after a short write).
  public borrowing func write(_ bytes: Span<UInt8>) throws(SystemError) {
    var done = 0
    let number = number
    while done < bytes.count {
      let rest = bytes.extracting(done..<bytes.count)
      done += try retrying("write", path) {
        unsafe rest.withUnsafeBufferPointer { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
      }
    }
  }

  /// Forces the contents to the disk (`fsync`).
  public borrowing func synchronize() throws(SystemError) {
    let number = number
    _ = try retrying("fsync", path) { fsync(number) }
  }

  /// Reports what `close` would say, and leaves the file open (`fcntl` F_DUPFD_CLOEXEC, `close` of the copy).
  public borrowing func flush() throws(SystemError) {
    let number = number
    let copy = try retrying("fcntl", path) { fcntl(number, F_DUPFD_CLOEXEC, 0) }
    try FileDescriptor(owning: copy, path: path).close()
  }

  /// What the file is now (`fstat`).
  public borrowing func status() throws(SystemError) -> FileStatus {
    var raw = stat()
    let number = number
    _ = try retrying("fstat", path) { unsafe fstat(number, &raw) }
    return FileStatus(raw)
  }

  /// Takes an exclusive lock that ends with `unlock` or with the last copy of the descriptor (`flock`); false where somebody else holds it.
  public borrowing func tryLock() throws(SystemError) -> Bool {
    while flock(number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw SystemError.last("flock", path) }
    }
    return true
  }

  /// Gives the lock up at once (`flock`), also where a child process that is just starting still shares the descriptor.
  public borrowing func unlock() {
    _ = flock(number, LOCK_UN)
  }
}

/// Runs a system call again for as long as a signal interrupts it, and throws its `errno` when it fails.
func retrying<Result: FixedWidthInteger & SignedInteger>(
  _ call: String, _ path: String?, _ body: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = body()
    if result >= 0 { return result }
    if errno != EINTR { throw SystemError.last(call, path) }
  }
}

/// The bare number, closed once.
struct DescriptorHandle: ~Copyable, Sendable {
  let number: Int32

  deinit {
    _ = Glibc.close(number)
  }

  /// Closes the descriptor and returns the `errno` of a failure.
  consuming func close() -> Int32? {
    let number = number
    discard self
    // Linux releases the descriptor even on EINTR, so the call is not repeated.
    return Glibc.close(number) != 0 && errno != EINTR ? errno : nil
  }
}
