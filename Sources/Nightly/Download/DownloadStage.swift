import Bytes
import Files
import Glibc
import SFTP

/// The hidden folder in which files wait until they are whole.
///
/// A file's name there is made from its place on the server, its size and its time of change: a later download of the same
/// file finds what it has of it, and one of a changed file does not.
struct DownloadStage: ~Copyable {
  let path: String
  private let lock: FileDescriptor

  /// Makes the folder, or takes over what an earlier download left, and holds it against others.
  init(_ path: String) throws(DownloadError) {
    self.path = path
    do throws(SystemError) {
      lock = try Self.locked(path)
    } catch {
      throw error.code == EWOULDBLOCK ? .locked(path) : .target(error)
    }
  }

  private static func locked(_ path: String) throws(SystemError) -> FileDescriptor {
    try Folder.make(path, mode: 0o700)
    let lock = try FileDescriptor.open("\(path)/lock", .update(mode: 0o600))
    guard try lock.tryLock() else { throw SystemError(call: "flock", path: path, code: EWOULDBLOCK) }
    return lock
  }

  /// The stage for a target: within a folder, or beside a file.
  static func path(for target: String, isFolder: Bool) -> String {
    if isFolder { return "\(target)/\(name)" }
    let name = target.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
    let mark = SHA256.hash(name.span).hexadecimal.prefix(12)
    return "\(Folder.parent(of: target) ?? ".")/\(Self.name)-\(mark)"
  }

  /// The name, which no fetched file can have.
  static let name = ".nightferry-get"

  /// Where a file's bytes are gathered.
  func part(_ place: RemotePath, _ version: FileVersion) -> String {
    var hash = SHA256()
    hash.update(place.bytes.span)
    hash.update("\0\(version.size.map(String.init) ?? "") \(version.modified.map(String.init) ?? "")".utf8.span)
    return "\(path)/\(hash.digest().hexadecimal.prefix(40)).part"
  }

  /// How many bytes of a file are here for sure; 0 where it cannot be told whether they are of the same file.
  func usableBytes(_ part: String, _ version: FileVersion, inOrder: Bool) -> Int64 {
    guard let status = try? FileStatus.ofLink(part), status.kind == .file else { return 0 }
    guard let size = version.size, version.modified != nil, status.size <= Int64(clamping: size) else { return 0 }
    return inOrder ? status.size : max(0, status.size - Download.window)
  }

  /// Whether the disk takes names for one that differ in case only.
  var foldsCase: Bool { (try? FileStatus.ofLink("\(path)/LOCK")) != nil }

  /// Removes the folder with what is left in it.
  consuming func remove() {
    try? Folder.removeTree(path)
  }
}
