import Glibc

/// Folders: listing, making, removing, and the links and renames within them.
public enum Folder {
  /// The names in a folder in byte order, without `.` and `..` (`readdir`). Names that are not UTF-8 come repaired.
  public static func names(in path: String) throws(SystemError) -> [String] {
    guard let handle = unsafe opendir(path) else { throw SystemError.last("opendir", path) }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(handle) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw SystemError.last("readdir", path) }
    names.sort { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    return names
  }

  /// Makes a folder and those above it that are missing; one that is there already is fine (`mkdir`).
  public static func make(_ path: String, mode: UInt32 = 0o755) throws(SystemError) {
    if unsafe mkdir(path, mode) == 0 { return }
    let code = errno
    if code == EEXIST, let status = try? FileStatus.of(path), status.kind == .folder { return }
    guard code == ENOENT, let parent = parent(of: path) else {
      throw SystemError(call: "mkdir", path: path, code: code)
    }
    try make(parent, mode: mode)
    if unsafe mkdir(path, mode) != 0, errno != EEXIST { throw SystemError.last("mkdir", path) }
  }

  /// Makes a folder of a new name that starts with `prefix`, mode 0700 (`mkdtemp`), and returns its path.
  public static func makeTemporary(prefix: String) throws(SystemError) -> String {
    var template = Array("\(prefix)XXXXXX".utf8CString)
    let made: String? = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, let name = unsafe mkdtemp(base) else { return nil }
      return unsafe String(cString: name)
    }
    guard let made else { throw SystemError.last("mkdtemp", prefix) }
    return made
  }

  /// Removes a file (`unlink`).
  public static func removeFile(_ path: String) throws(SystemError) {
    if unsafe unlink(path) != 0 { throw SystemError.last("unlink", path) }
  }

  /// Removes a folder with all that is in it; links are removed, never followed.
  public static func removeTree(_ path: String) throws(SystemError) {
    for name in try names(in: path) {
      let child = "\(path)/\(name)"
      if try FileStatus.ofLink(child).kind == .folder { try removeTree(child) } else { try removeFile(child) }
    }
    if unsafe rmdir(path) != 0 { throw SystemError.last("rmdir", path) }
  }

  /// Renames within a file system, over whatever is at `target` (`rename`).
  public static func rename(_ source: String, to target: String) throws(SystemError) {
    if unsafe Glibc.rename(source, target) != 0 { throw SystemError.last("rename", target) }
  }

  /// Forces a folder's entries to the disk, so that a rename survives a power cut (`fsync` on the folder).
  public static func synchronize(_ path: String) throws(SystemError) {
    try FileDescriptor.open(path, .read).synchronize()
  }

  /// The path of what stands at `path` with all links followed, from the root on (`realpath`).
  public static func resolved(_ path: String) throws(SystemError) -> String {
    guard let resolved = unsafe realpath(path, nil) else { throw SystemError.last("realpath", path) }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// The folder that holds `path`, or nil for a path without one.
  public static func parent(of path: String) -> String? {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let parent = String(path[..<slash])
    return parent.isEmpty ? (path == "/" ? nil : "/") : parent
  }
}
