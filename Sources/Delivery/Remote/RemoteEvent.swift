public import Bytes

/// What a store tells of the operations that are under way.
public enum RemoteEvent: Sendable {
  /// So many further bytes of an upload have been acknowledged.
  case progress(tag: UInt64, bytes: Int64)
  /// The operation is over.
  case finished(tag: UInt64, Result<RemoteReply, RemoteFailure>)
}

/// The answer to an operation that succeeded.
public enum RemoteReply: Hashable, Sendable {
  /// It is done.
  case done
  /// The file is closed; its size as the server then named it, or nil where the server was not asked.
  case uploaded(size: Int64?)
  /// What is at the path.
  case status(RemoteStatus)
  /// The folder is there; whether it was made just now.
  case folder(isNew: Bool)
  /// What is in the folder, without `.` and `..`.
  case entries([RemoteEntry])
  /// The bytes read.
  case bytes([UInt8])
  /// The file's SHA-256, as the server works it out.
  case sha256(SHA256Digest)
}

/// What a server says of a path.
public struct RemoteStatus: Hashable, Sendable {
  /// Whether it is a folder.
  public var isFolder: Bool
  /// The size in bytes, where the server names it.
  public var size: Int64?
  /// When it last changed, in whole seconds, where the server names it.
  public var modified: Timestamp?

  /// Creates a status.
  public init(isFolder: Bool, size: Int64?, modified: Timestamp? = nil) {
    self.isFolder = isFolder
    self.size = size
    self.modified = modified
  }
}

/// One name in a folder.
public struct RemoteEntry: Hashable, Sendable {
  /// The name.
  public var name: String
  /// What it stands for.
  public var status: RemoteStatus

  /// Creates an entry.
  public init(name: String, status: RemoteStatus) {
    self.name = name
    self.status = status
  }
}
