import Glibc

/// A new hidden file in a folder, to be renamed over another file when it is whole.
///
/// It is locked (`flock`) while it is written. One that nobody has locked was left by a process that was killed, and
/// makes room for the next, so that no half-written file stays for good.
public struct ScratchFile: ~Copyable {
  /// Where it stands.
  public let path: String
  /// The file, open for writing.
  public let file: FileDescriptor

  /// Makes the scratch file of `target`: `.NAME.tmp` beside it, or a random name while another process writes that.
  public init(beside target: String, mode: UInt32) throws(SystemError) {
    let folder = Folder.parent(of: target) ?? "."
    // Not the whole name: with what is added it may be longer than a name can be.
    let name = String(decoding: target.utf8.split(separator: UInt8(ascii: "/")).last?.prefix(100) ?? [], as: UTF8.self)
    let usual = "\(folder)/.\(name).tmp"
    let random = "\(folder)/.\(name).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).tmp"
    file = try ScratchFile.open(usual, or: random, mode: mode)
    path = file.path
  }

  /// Forces the bytes to the disk, unless that is left to the system, and renames the file over `target`.
  ///
  /// On failure the file is removed. It stays locked until it has its name, so that nobody takes it for an abandoned one.
  public consuming func commit(to target: String, durable: Bool = true) throws(SystemError) {
    do throws(SystemError) {
      if FileStatus.isDevice(target) { throw SystemError(call: "rename", path: target, code: EEXIST) }
      if durable { try file.synchronize() }
      try file.flush()
      try Folder.rename(path, to: target)
    } catch {
      try? Folder.removeFile(path)
      throw error
    }
    if durable { try Folder.synchronize(Folder.parent(of: target) ?? ".") }
  }

  private static func open(_ usual: String, or random: String, mode: UInt32) throws(SystemError) -> FileDescriptor {
    if let file = try claim(usual, mode: mode) { return file }
    return try FileDescriptor.open(random, .createNew(mode: mode))
  }

  /// Makes the file under a name that others may want too; nil where one of them is faster.
  private static func claim(_ path: String, mode: UInt32) throws(SystemError) -> FileDescriptor? {
    if (try? FileStatus.ofLink(path)) != nil { removeAbandoned(path) }
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(path, .createNew(mode: mode))
    } catch {
      if error.code == EEXIST { return nil }
      throw error
    }
    do {
      // Between the making and the lock somebody else may have taken the file for an abandoned one.
      guard try file.tryLock(), isStill(path, file) else { return nil }
      return file
    } catch {
      // A file system without locks.
      try Folder.removeFile(path)
      return nil
    }
  }

  /// Removes a file of ours that no process holds locked. What is a link, or somebody else's, stays.
  private static func removeAbandoned(_ path: String) {
    guard let status = try? FileStatus.ofLink(path), status.kind == .file, status.owner == geteuid(),
      let file = try? FileDescriptor.open(path, .read), (try? file.tryLock()) == true, isStill(path, file)
    else { return }
    try? Folder.removeFile(path)
  }

  private static func isStill(_ path: String, _ file: borrowing FileDescriptor) -> Bool {
    guard let named = try? FileStatus.ofLink(path), let open = try? file.status() else { return false }
    return named.kind == .file && named.inode == open.inode && named.device == open.device
  }
}
