import Bytes
public import Files

/// A folder of a test's own, removed with all that is in it when the last reference goes.
public final class TemporaryFolder: Sendable {
  /// The folder's absolute path.
  public let path: String

  /// Makes the folder below `TMPDIR`, or `/tmp` where that is not set.
  public init() throws(SystemError) {
    let base = environment("TMPDIR") ?? "/tmp"
    path = try Folder.makeTemporary(prefix: "\(base)/nightferry-test-")
  }

  deinit {
    try? Folder.removeTree(path)
  }

  /// The path of `name` in the folder.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, making the folders above it, and returns its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws(SystemError) -> String {
    let target = file(name)
    if let parent = Folder.parent(of: target) { try Folder.make(parent) }
    try AtomicFile.write(bytes.span, to: target)
    return target
  }

  /// Writes a text as UTF-8 and returns the file's path.
  @discardableResult
  public func write(_ text: String, to name: String) throws(SystemError) -> String {
    try write(Array(text.utf8), to: name)
  }

  /// The bytes of a file in the folder.
  public func read(_ name: String) throws(SystemError) -> [UInt8] {
    try FileDescriptor.contents(of: file(name), limit: 1 << 30)
  }
}
