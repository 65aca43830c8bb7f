/// What tells one state of a remote file from another: its size, and when it was changed, as far as the server says.
public struct FileVersion: Hashable, Sendable {
  /// The size in bytes.
  public var size: UInt64?
  /// When the contents changed last, in seconds since 1970.
  public var modified: UInt32?

  /// Creates a version.
  public init(size: UInt64?, modified: UInt32?) {
    self.size = size
    self.modified = modified
  }

  /// The version that a file's attributes tell of.
  public init(_ attributes: FileAttributes) {
    self.init(size: attributes.size, modified: attributes.times?.modified)
  }

  /// Whether both can be the same state of a file: nothing that the server said of both differs.
  func agrees(with other: FileVersion) -> Bool {
    if let size, let theirs = other.size, size != theirs { return false }
    if let modified, let theirs = other.modified, modified != theirs { return false }
    return true
  }
}
