import Bytes
import Files
import Glibc

/// A second name for a file's contents, as cheap as the file system makes it.
enum FileLink {
  /// `FICLONE` of `linux/fs.h`: share all blocks with another file until one of them is written.
  private static let fileClone: UInt = 0x4004_9409

  /// Makes `path` a reflink of `source`, or a hard link, or across file systems a copy; what stood there is replaced.
  static func make(_ source: String, at path: String) throws(SystemError) {
    let temporary = "\(path).\(getpid()).tmp"
    try? Folder.removeFile(temporary)
    do {
      let input = try FileDescriptor.open(source, .read)
      let output = try FileDescriptor.open(temporary, .createNew(mode: 0o600))
      if ioctl(output.number, fileClone, input.number) != 0 {
        try Folder.removeFile(temporary)
        try linkOrCopy(source, input, to: temporary)
      }
      try Folder.rename(temporary, to: path)
      // Renaming one hard link over another of the same file leaves both names.
      try? Folder.removeFile(temporary)
    } catch {
      try? Folder.removeFile(temporary)
      throw error
    }
  }

  private static func linkOrCopy(
    _ source: String, _ input: borrowing FileDescriptor, to path: String
  ) throws(SystemError) {
    // A symbolic link in the dump is followed, so that the outbox holds the recording and not a link to it.
    if unsafe linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 { return }
    let output = try FileDescriptor.open(path, .createNew(mode: 0o600))
    var buffer = ByteBuffer(capacity: 262_144)
    while try input.read(into: &buffer, atMost: 262_144) > 0 {
      try output.write(buffer.span)
      buffer.removeAll()
    }
    try output.close()
  }
}
