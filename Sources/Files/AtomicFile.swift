import Bytes
import Glibc

/// A file that appears under its name whole or not at all.
///
/// Bytes go to a hidden neighbour; `commit` forces them to the disk and renames it into place. Dropped without `commit`
/// (an error, an early return), the neighbour is removed and what stood at the path before stays. A device or a pipe, as
/// `/dev/stdout` is one, cannot be replaced without breaking it for everybody: it is written into as the bytes come.
public struct AtomicFile: ~Copyable {
  /// The path that the file will have.
  public let path: String
  private var scratch: ScratchFile?
  private var device: FileDescriptor?

  /// Opens the hidden neighbour of `path` for writing.
  public init(path: String, mode: UInt32 = 0o644) throws(SystemError) {
    self.path = path
    if FileStatus.isDevice(path) {
      device = try FileDescriptor.open(path, .append(mode: mode))
    } else {
      scratch = try ScratchFile(beside: path, mode: mode)
    }
  }

  deinit {
    if let path = scratch?.path { try? Folder.removeFile(path) }
  }

  /// Writes further bytes.
  public mutating func write(_ bytes: Span<UInt8>) throws(SystemError) {
    if device != nil {
      try device?.write(bytes)
      return
    }
    switch scratch {
    case .some(let open): try open.file.write(bytes)
    case .none: preconditionFailure("written after commit")
    }
  }

  /// Forces the bytes to the disk and puts the file in place; with `durable: false` it leaves the forcing to the system.
  public consuming func commit(durable: Bool = true) throws(SystemError) {
    if let device = device.take() { return try device.close() }
    guard let scratch = scratch.take() else { return }
    try scratch.commit(to: path, durable: durable)
  }

  /// Replaces the file at `path` with `bytes` in one step.
  public static func write(_ bytes: Span<UInt8>, to path: String, mode: UInt32 = 0o644) throws(SystemError) {
    var file = try AtomicFile(path: path, mode: mode)
    try file.write(bytes)
    try file.commit()
  }
}
