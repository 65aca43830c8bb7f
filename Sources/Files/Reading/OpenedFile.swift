public import Bytes
import Glibc

/// A file that is read piece by piece, opened anew for file after file in the same memory.
///
/// Its first piece is there as soon as it is open, so that what the file is can be told before a reader gets it. A file
/// that fits into one piece takes four system calls in all: `openat`, `fstat`, `read`, `close`.
@safe
public final class OpenedFile: ByteSource {
  /// The path, for messages.
  public private(set) var name = ""
  /// What the file was when it was opened.
  public private(set) var status = FileStatus(stat())
  /// Where `read(into:)` goes on.
  public var offset: Int64 = 0
  private var number: Int32 = -1
  /// A stretch of the file: its bytes, how many there are, and where they start.
  private let piece: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var start: Int64 = 0
  /// Whether the stretch is known to end where the file does.
  private var reachesEnd = false
  private let capacity: Int
  /// The hash of the file's first bytes, as far as they came by one behind the other; nil where nobody asked for it.
  private var passing: SHA256?
  private var passed: Int64 = 0
  private var folder: (path: String, number: Int32)?

  /// Creates one that opens nothing yet and holds stretches of `capacity` bytes.
  public init(capacity: Int = 256 << 10) {
    self.capacity = capacity
    unsafe piece = .allocate(capacity: capacity)
  }

  deinit {
    close()
    leaveFolder()
    unsafe piece.deallocate()
  }

  /// Opens the file at `path` instead of the one before, and reads its first piece. What is no regular file is opened
  /// and not read.
  public func open(_ path: String) throws(SystemError) {
    try begin(path) { unsafe Glibc.open(path, OpenedFile.flags) }
  }

  /// Opens an entry of the folder at `folder` in the same way; `path` is for messages.
  public func open(
    _ entry: Int, of listing: FolderListing, in folder: String, path: String
  ) throws(SystemError) {
    let number = try enter(folder)
    try begin(path) { unsafe listing.withCName(entry) { unsafe openat(number, $0, OpenedFile.flags) } }
  }

  /// A pipe without a writer would make a call wait that may block.
  private static let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK

  private func begin(_ path: String, _ open: () -> Int32) throws(SystemError) {
    close()
    name = path
    number = try retrying("open", path, open)
    var raw = stat()
    let number = number
    _ = try retrying("fstat", path) { unsafe fstat(number, &raw) }
    status = FileStatus(raw)
    guard status.kind == .file else { return }
    // One byte more than there should be shows the end without another call.
    try load(at: 0, status.size < Int64(capacity) ? Int(status.size) + 1 : capacity)
  }

  /// Keeps the folder open that most of the next files are in.
  private func enter(_ path: String) throws(SystemError) -> Int32 {
    if let folder, folder.path == path { return folder.number }
    leaveFolder()
    let number = try retrying("open", path) { unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    folder = (path, number)
    return number
  }

  private func leaveFolder() {
    if let folder { _ = Glibc.close(folder.number) }
    folder = nil
  }

  /// Closes the file and forgets what was read of it.
  public func close() {
    if number >= 0 { _ = Glibc.close(number) }
    number = -1
    offset = 0
    start = 0
    count = 0
    reachesEnd = false
    passing = nil
    passed = 0
  }

  /// Reads the stretch that starts at `offset`: `wanted` bytes, or up to the end.
  private func load(at offset: Int64, _ wanted: Int) throws(SystemError) {
    start = offset
    count = 0
    reachesEnd = false
    while count < wanted, !reachesEnd {
      let free = unsafe UnsafeMutableRawBufferPointer(start: piece + count, count: wanted - count)
      let got = unsafe try read(at: start + Int64(count), into: free)
      count += got
      // A regular file gives less than is asked for only at its end (read(2)).
      reachesEnd = got < free.count
    }
    pass(bytes(from: start), at: start)
  }

  /// Has what is read from now on hashed as it comes by, so that `sha256()` need not read it again: it then is the hash of
  /// the very bytes that were looked at.
  public func hashAsItIsRead() {
    passing = SHA256()
    passed = 0
    pass(bytes(from: start), at: start)
  }

  /// Takes bytes into the hash that go on where it stands; those behind a gap are left to `sha256()`.
  private func pass(_ bytes: Span<UInt8>, at offset: Int64) {
    let known = passed - offset
    guard known >= 0, known < Int64(bytes.count), var hash = passing.take() else { return }
    hash.update(bytes.extracting(Int(known)..<bytes.count))
    passing = consume hash
    passed = offset + Int64(bytes.count)
  }

  private func read(at offset: Int64, into free: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    let number = number
    return try retrying("read", name) { unsafe pread(number, free.baseAddress, free.count, off_t(offset)) }
  }

  /// The bytes from `offset` on that are in memory, at most `limit`.
  @_lifetime(borrow self)
  public func bytes(from offset: Int64 = 0, atMost limit: Int = .max) -> Span<UInt8> {
    let place = Int(offset - start)
    let isThere = place >= 0 && place < count
    let span = unsafe Span(_unsafeStart: piece + (isThere ? place : 0), count: isThere ? min(limit, count - place) : 0)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// Gives the bytes from `offset` on, at most as many as `buffer` holds, and goes on behind them.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    let place = Int(offset - start)
    if place >= 0, place < count {
      let given = min(buffer.count, count - place)
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(start: piece + place, count: given))
      offset += Int64(given)
      return given
    }
    if reachesEnd, place == count { return 0 }
    do throws(SystemError) {
      let got = unsafe try read(at: offset, into: buffer)
      if passing != nil {
        pass(unsafe Span(_unsafeBytes: UnsafeRawBufferPointer(rebasing: buffer[..<got])), at: offset)
      }
      offset += Int64(got)
      return got
    } catch {
      throw .system(error)
    }
  }

  /// Brings `wanted` bytes at `offset` into memory; false where the file has not as many there.
  public func load(_ offset: Int64, _ wanted: Int) throws(SystemError) -> Bool {
    if offset >= start, offset + Int64(wanted) <= start + Int64(count) { return true }
    guard offset >= 0, wanted <= capacity, offset + Int64(wanted) <= status.size else { return false }
    try load(at: offset, capacity)
    return count >= wanted
  }

  /// A byte that was brought into memory.
  public subscript(_ offset: Int64) -> UInt8 {
    let place = Int(offset - start)
    precondition(place >= 0 && place < count, "a byte that is not in memory")
    return unsafe piece[place]
  }

  /// The SHA-256 of the whole file.
  public func sha256() throws(SystemError) -> SHA256Digest {
    var place = passed
    var hash = passing.take() ?? SHA256()
    passed = 0
    while try load(place, 1) {
      let stretch = bytes(from: place)
      hash.update(stretch)
      place += Int64(stretch.count)
    }
    return hash.digest()
  }
}
