import Bytes
import Glibc

/// A file that appears under its name whole or not at all.
///
/// Bytes go to a hidden neighbour; `commit` forces them to the disk and renames it into place. Dropped without `commit`
/// (an error, an early return), the neighbour is removed and what stood at the path before stays.
public struct AtomicFile: ~Copyable {
  /// The path that the file will have.
  public let path: String
  private let temporary: String
  private var file: FileDescriptor?

  /// Opens the hidden neighbour of `path` for writing.
  public init(path: String, mode: UInt32 = 0o644) throws(SystemError) {
    let folder = Folder.parent(of: path) ?? "."
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "file" } ?? "file"
    self.path = path
    temporary = "\(folder)/.\(name.prefix(100)).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).tmp"
    file = try FileDescriptor.open(temporary, .createNew(mode: mode))
  }

  deinit {
    if file != nil { try? Folder.removeFile(temporary) }
  }

  /// Writes further bytes.
  public mutating func write(_ bytes: Span<UInt8>) throws(SystemError) {
    switch file {
    case .some(let open): try open.write(bytes)
    case .none: preconditionFailure("written after commit")
    }
  }

  /// Forces the bytes to the disk and puts the file in place; with `durable: false` it leaves the forcing to the system.
  public consuming func commit(durable: Bool = true) throws(SystemError) {
    guard let open = file.take() else { return }
    do {
      if durable { try open.synchronize() }
      try open.close()
      try Folder.rename(temporary, to: path)
    } catch {
      try? Folder.removeFile(temporary)
      throw error
    }
    if durable { try Folder.synchronize(Folder.parent(of: path) ?? ".") }
  }

  /// Replaces the file at `path` with `bytes` in one step.
  public static func write(_ bytes: Span<UInt8>, to path: String, mode: UInt32 = 0o644) throws(SystemError) {
    var file = try AtomicFile(path: path, mode: mode)
    try file.write(bytes)
    try file.commit()
  }
}
