import Glibc

/// A folder that is filled beside its place and gets its name when it is whole.
///
/// It is `.NAME.tmp` beside its place and locked (`flock`) while it is filled. What a killed process left there makes room
/// for the next one. Where a folder stands at the place already, the new files take their places in it one by one, and
/// those that have other names stay.
public struct StagedFolder: ~Copyable {
  /// Where it is to be filled.
  public let path: String
  private let target: String
  private let lock: FileDescriptor
  private var isPlaced = false

  /// Makes the folder for `target`, mode 0700. Fails with EWOULDBLOCK while another process fills one for it, and with
  /// ENOTDIR where something else than a folder stands there.
  public init(for target: String) throws(SystemError) {
    var plain = target[...]
    while plain.utf8.count > 1, plain.hasSuffix("/") { plain.removeLast() }
    let place = String(plain)
    if let status = try? FileStatus.of(place), status.kind != .folder {
      throw SystemError(call: "mkdir", path: place, code: ENOTDIR)
    }
    let name = place.utf8.split(separator: UInt8(ascii: "/")).last?.prefix(100) ?? []
    let aside = "\(Folder.parent(of: place) ?? ".")/.\(String(decoding: name, as: UTF8.self)).tmp"
    lock = try StagedFolder.claim(aside)
    path = aside
    self.target = place
  }

  deinit {
    if !isPlaced { try? Folder.removeTree(path) }
  }

  /// Gives the folder its name, and forces that to the disk.
  public consuming func commit() throws(SystemError) {
    try lock.synchronize()
    do {
      try Folder.rename(path, to: target)
    } catch {
      guard error.code == ENOTEMPTY || error.code == EEXIST else { throw error }
      for name in try Folder.names(in: path) { try Folder.rename("\(path)/\(name)", to: "\(target)/\(name)") }
      try Folder.synchronize(target)
      return
    }
    isPlaced = true
    try Folder.synchronize(Folder.parent(of: target) ?? ".")
  }

  /// Makes the folder, or empties an abandoned one, and locks it.
  private static func claim(_ path: String) throws(SystemError) -> FileDescriptor {
    try Folder.make(path, mode: 0o700)
    let lock = try FileDescriptor.open(path, .read)
    guard try lock.tryLock() else { throw SystemError(call: "flock", path: path, code: EWOULDBLOCK) }
    for name in try Folder.names(in: path) { try remove("\(path)/\(name)") }
    return lock
  }

  private static func remove(_ path: String) throws(SystemError) {
    if try FileStatus.ofLink(path).kind == .folder { try Folder.removeTree(path) } else { try Folder.removeFile(path) }
  }
}
