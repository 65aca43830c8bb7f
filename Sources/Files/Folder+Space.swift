import Glibc

extension Folder {
  /// Bytes that the user may still write on the file system of `path` (`statvfs`).
  public static func availableBytes(_ path: String) throws(SystemError) -> Int64 {
    var raw = statvfs()
    guard unsafe statvfs(path, &raw) == 0 else { throw SystemError.last("statvfs", path) }
    let (bytes, overflow) = Int64(raw.f_bavail).multipliedReportingOverflow(by: Int64(raw.f_frsize))
    return overflow ? .max : bytes
  }
}
