import Bytes
import Glibc

extension FileDescriptor {
  /// Makes a new file with these contents in the folder that this descriptor is open on (`openat`, `write`, `close`); fails
  /// where the name is taken, and never follows a link. Three system calls, and no path is looked up from the root.
  public borrowing func createFile(_ name: String, mode: UInt32, _ bytes: Span<UInt8>) throws(SystemError) {
    let folder = number
    do throws(SystemError) {
      let made = try retrying("open", name) {
        unsafe openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      }
      let file = FileDescriptor(owning: made, path: name)
      try file.write(bytes)
      try file.close()
    } catch {
      // The whole path is only made where somebody reads it.
      throw SystemError(call: error.call, path: "\(path)/\(name)", code: error.code)
    }
  }
}
