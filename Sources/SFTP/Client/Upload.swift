/// A local file to send.
public struct Upload: Sendable {
  /// Where the bytes come from.
  public enum Source: Sendable {
    /// A local file; it must be as long as `end` or longer and must not shrink meanwhile.
    case file(String)
    /// Bytes in memory.
    case bytes([UInt8])
  }

  /// How the remote file is opened.
  public enum Mode: Hashable, Sendable {
    /// Made anew; fails where the name is taken.
    case createNew
    /// Made anew or emptied.
    case truncate
    /// Kept as it is and written from `start` on; it must be there.
    case resume
    /// Made where it is missing, kept where it is there; for parts of one file over several connections.
    case part
  }

  /// Where the bytes come from.
  public var source: Source
  /// Where they go.
  public var remotePath: RemotePath
  /// The offset of the first byte to send, in both files.
  public var start: Int64 = 0
  /// The offset behind the last byte to send, in both files.
  public var end: Int64
  /// How the remote file is opened.
  public var mode = Mode.truncate
  /// The permissions of a file that is made; nil leaves them to the server.
  public var permissions: UInt32?
  /// The times to set before the file is closed, where the server's profile allows it.
  public var times: FileAttributes.Times?
  /// Whether the server forces the file to its disk, where it can (`fsync@openssh.com`).
  public var synchronize = false
  /// Whether the remote size must be `end` afterwards.
  public var checksSize = true

  /// Creates an upload of a file's first `size` bytes, which is all of it.
  public init(file: String, size: Int64, to remotePath: RemotePath, mode: Mode = .truncate) {
    source = .file(file)
    end = size
    self.remotePath = remotePath
    self.mode = mode
  }

  /// Creates an upload of bytes in memory.
  public init(bytes: [UInt8], to remotePath: RemotePath, mode: Mode = .truncate) {
    source = .bytes(bytes)
    end = Int64(bytes.count)
    self.remotePath = remotePath
    self.mode = mode
  }

  /// The flags of SSH_FXP_OPEN. Never READ, which AWS refuses together with WRITE, and never APPEND, so that a repeated
  /// write cannot double anything.
  var flags: OpenFlags {
    switch mode {
    case .createNew: [.write, .create, .exclusive]
    case .truncate: [.write, .create, .truncate]
    case .resume: .write
    case .part: [.write, .create]
    }
  }
}
