/// Something that a store is asked to do. Paths are the server's: absolute, or relative to where the login lands.
public enum RemoteOperation: Hashable, Sendable {
  /// Sends a local file or the rest of it. Answered with `uploaded`.
  case upload(RemoteUpload)
  /// What is at a path. Answered with `status`, or the failure `notFound`.
  case status(String)
  /// What is in a folder. Answered with `entries`.
  case list(String)
  /// Gives a file another name. Answered with `done`, or `alreadyThere` (or a bare `failure`, as SFTP v3 has no better
  /// code) where the name is taken and `replacing` is false.
  case rename(from: String, to: String, replacing: Bool)
  /// Removes a file. Answered with `done`.
  case remove(String)
  /// Makes a folder where it is not there yet; the one above it must be there, or it is the failure `notFound`. A folder that may not
  /// be looked at counts as being there. Answered with `folder`.
  case provideFolder(String)
  /// Removes an empty folder. Answered with `done`.
  case removeFolder(String)
  /// Reads `count` bytes from `offset`, fewer at the end of the file. Answered with `bytes`.
  case read(String, offset: Int64, count: Int)
  /// Has the server hash a file of this size itself. Answered with `sha256`, or the failure `unsupported` where it cannot.
  case hash(String, size: Int64)
}

/// A file, or the rest of one, to be sent.
public struct RemoteUpload: Hashable, Sendable {
  /// How the remote file is opened.
  public enum Opening: Hashable, Sendable {
    /// Made, or emptied where it is there.
    case truncate
    /// Kept, and written from the offset on.
    case resume
    /// Made where it is missing, kept where it is there, and written from the offset to the end: one part of several.
    case part
  }

  /// The local file.
  public var localPath: String
  /// Where it goes.
  public var remotePath: String
  /// Where in both files to begin; 0 for `truncate`.
  public var offset: Int64
  /// The size of the whole file. A local file that turns out shorter is the failure `localFile`.
  public var size: Int64
  /// Where in both files to end; `size` but for the parts of a file.
  public var end: Int64
  /// How the remote file is opened.
  public var opening: Opening
  /// Whether the server is to force the file to its disk before it is closed.
  public var synchronizes: Bool

  /// Creates an upload.
  public init(
    localPath: String, remotePath: String, offset: Int64 = 0, size: Int64, end: Int64? = nil,
    opening: Opening = .truncate, synchronizes: Bool = false
  ) {
    self.localPath = localPath
    self.remotePath = remotePath
    self.offset = offset
    self.size = size
    self.end = end ?? size
    self.opening = opening
    self.synchronizes = synchronizes
  }
}
