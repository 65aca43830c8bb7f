import Bytes
import Glibc

/// A folder's entries in byte order, in two blocks of memory however many there are.
///
/// Names stay the bytes that the system gave, so that every entry can be opened again.
public struct FolderListing: Sendable {
  /// One entry.
  public struct Entry: Sendable {
    fileprivate let start: Int
    fileprivate let count: Int
    /// What stands there; a link is not followed, and nil is what the file system does not tell without being asked.
    public let kind: FileStatus.Kind?
  }

  /// The entries in byte order, without `.` and `..`.
  public private(set) var entries: [Entry] = []
  /// The names behind each other, each with a zero byte behind it.
  private var names: [UInt8] = []

  /// Lists the folder at `path` (`readdir`).
  public init(of path: String) throws(SystemError) {
    guard let handle = unsafe opendir(path) else { throw SystemError.last("opendir", path) }
    defer { unsafe closedir(handle) }
    while true {
      errno = 0
      guard let entry = unsafe readdir(handle) else { break }
      unsafe append(entry)
    }
    if errno != 0 { throw SystemError.last("readdir", path) }
    unsafe names.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      entries.sort { left, right in
        // The zero behind the shorter name is below every byte of the longer one.
        unsafe memcmp(base + left.start, base + right.start, min(left.count, right.count) + 1) < 0
      }
    }
  }

  private mutating func append(_ entry: UnsafeMutablePointer<dirent>) {
    let start = names.count
    let kind = unsafe FolderListing.kind(entry.pointee.d_type)
    unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
      let end = unsafe raw.firstIndex(of: 0) ?? raw.count
      unsafe names.append(contentsOf: raw[..<end])
    }
    let count = names.count - start
    let isDots = count <= 2 && names[start...].allSatisfy { $0 == UInt8(ascii: ".") }
    if isDots {
      names.removeLast(count)
    } else {
      names.append(0)
      entries.append(Entry(start: start, count: count, kind: kind))
    }
  }

  private static func kind(_ type: UInt8) -> FileStatus.Kind? {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): nil
    default: .other
    }
  }

  /// An entry's name.
  @_lifetime(borrow self)
  public func name(_ entry: Int) -> Span<UInt8> {
    let place = entries[entry]
    return names.span.extracting(place.start..<(place.start + place.count))
  }

  /// The entry of a name; nil where there is none. O(log n), or O(1) where it stands next to the entry `near`.
  public func index(of name: Span<UInt8>, near: Int = 0) -> Int? {
    for guess in (near - 1)...(near + 1) where entries.indices.contains(guess) {
      if self.name(guess).isEqual(to: name) { return guess }
    }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      let order = self.name(middle).compare(to: name)
      if order == 0 { return middle }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Lets `body` have an entry's name for a system call.
  func withCName<Result>(_ entry: Int, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    unsafe names.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { preconditionFailure("an entry of an empty folder") }
      return unsafe body((base + entries[entry].start).assumingMemoryBound(to: CChar.self))
    }
  }
}
