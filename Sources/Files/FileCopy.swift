import Glibc

/// How a file's contents came to a second name.
public enum CopyMethod: String, Sendable {
  /// The blocks are shared until one side changes (`ioctl FICLONE`).
  case reflink
  /// Both names are one file (`link`).
  case hardLink
  /// The bytes were copied (`read` and `write`).
  case copy
}

extension Folder {
  /// Gives the file at `source` a second name `target`, by the cheapest way that the file system has.
  ///
  /// Reflink, then hard link, then copy; a hard link is tried only where `allowsHardLink` says that nobody will write
  /// through either name. A target that is there already is an error (EEXIST). A copy that fails is removed.
  public static func duplicate(
    _ source: String, to target: String, mode: UInt32 = 0o600, allowsHardLink: Bool = true
  ) throws(SystemError) -> CopyMethod {
    let input = try FileDescriptor.open(source, .read)
    do {
      let output = try FileDescriptor.open(target, .createNew(mode: mode))
      if ioctl(output.number, cloneRequest, input.number) == 0 { return .reflink }
      if !allowsHardLink {
        try copy(from: input, to: output)
        return .copy
      }
    } catch {
      if !error.isAlreadyThere { try? removeFile(target) }
      throw error
    }
    try removeFile(target)
    if unsafe link(source, target) == 0 { return .hardLink }
    let refusal = errno
    guard [EXDEV, EPERM, EACCES, EMLINK, EOPNOTSUPP, ENOSYS].contains(refusal) else {
      throw SystemError(call: "link", path: target, code: refusal)
    }
    return try duplicate(source, to: target, mode: mode, allowsHardLink: false)
  }

  private static func copy(from input: borrowing FileDescriptor, to output: borrowing FileDescriptor)
    throws(SystemError)
  {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 4096)
    defer { unsafe buffer.deallocate() }
    while true {
      let count = unsafe try input.read(into: buffer)
      if count == 0 { return }
      let bytes = unsafe Span<UInt8>(_bytes: RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: buffer[..<count])))
      try output.write(bytes)
    }
  }
}

/// `FICLONE` of linux/fs.h, `_IOW(0x94, 9, int)`, which the macro importer does not bring over.
private let cloneRequest: UInt = 0x4004_9409
