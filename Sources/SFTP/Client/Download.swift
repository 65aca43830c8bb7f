/// A remote file to fetch.
public struct Download: Sendable {
  /// Where it is.
  public var remotePath: RemotePath
  /// The local file, made with mode 0600 where it is missing. Bytes before `start` are kept.
  public var localPath: String
  /// The offset of the first byte to fetch, in both files.
  public var start: Int64 = 0

  /// Creates a download.
  public init(_ remotePath: RemotePath, to localPath: String, from start: Int64 = 0) {
    self.remotePath = remotePath
    self.localPath = localPath
    self.start = start
  }
}
