public import Bytes
import Glibc

extension Folder {
  /// Gives a file the name `target` only if that name is free (`link` and `unlink`, so that nobody can come in between), and
  /// fails with EEXIST otherwise. Where the file system has no hard links it is looked first and renamed then.
  public static func place(_ source: String, at target: String) throws(SystemError) {
    if unsafe link(source, target) == 0 { return try removeFile(source) }
    let code = errno
    guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(code) else {
      throw SystemError(call: "link", path: target, code: code)
    }
    if (try? FileStatus.ofLink(target)) != nil { throw SystemError(call: "rename", path: target, code: EEXIST) }
    try rename(source, to: target)
  }

  /// Sets when a file was last changed, and last read to the same (`utimensat`).
  public static func setModified(_ path: String, to time: Timestamp) throws(SystemError) {
    let value = timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.nanoseconds))
    let both = [value, value]
    if unsafe utimensat(AT_FDCWD, path, both, 0) != 0 { throw SystemError.last("utimensat", path) }
  }
}
