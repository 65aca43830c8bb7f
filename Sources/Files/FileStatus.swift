public import Bytes
import Glibc

/// What the file system says of a path.
public struct FileStatus: Hashable, Sendable {
  /// What stands at the path.
  public enum Kind: Hashable, Sendable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A symbolic link, where links were not followed.
    case link
    /// A device, socket or pipe.
    case other
  }

  /// What stands there.
  public let kind: Kind
  /// The size in bytes.
  public let size: Int64
  /// When the contents last changed.
  public let modified: Timestamp
  /// The permission bits.
  public let mode: UInt32
  /// The owner's number.
  public let owner: UInt32
  /// The device's number; with `inode` it names one file for as long as the file exists.
  public let device: UInt64
  /// The inode's number on its device.
  public let inode: UInt64

  init(_ raw: stat) {
    kind =
      switch raw.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    size = Int64(raw.st_size)
    modified = Timestamp(seconds: Int64(raw.st_mtim.tv_sec), nanoseconds: Int32(raw.st_mtim.tv_nsec))
    mode = UInt32(raw.st_mode & 0o7777)
    owner = raw.st_uid
    device = UInt64(raw.st_dev)
    inode = UInt64(raw.st_ino)
  }

  /// What stands at `path`, following links (`stat`).
  public static func of(_ path: String) throws(SystemError) -> FileStatus {
    var raw = stat()
    _ = try retrying("stat", path) { unsafe stat(path, &raw) }
    return FileStatus(raw)
  }

  /// What stands at `path` itself, links not followed (`lstat`).
  public static func ofLink(_ path: String) throws(SystemError) -> FileStatus {
    var raw = stat()
    _ = try retrying("lstat", path) { unsafe lstat(path, &raw) }
    return FileStatus(raw)
  }

  /// Whether a device, a pipe or a socket stands at `path`, or one of the links of `/dev` to what an open file is: nothing that
  /// may be replaced by a file.
  public static func isDevice(_ path: String) -> Bool {
    let isName = ["/dev", "/dev/fd"].contains(Folder.parent(of: path)) && (try? ofLink(path))?.kind == .link
    return isName || (try? of(path))?.kind == .other
  }
}
