/// A remote file to fetch.
public struct Download: Sendable {
  /// Where it is.
  public var remotePath: RemotePath
  /// The local file, made with mode 0600 where it is missing. Bytes before `start` are kept.
  public var localPath: String
  /// The offset of the first byte to fetch, in both files.
  public var start: Int64 = 0
  /// What the file must be from the beginning to the end, as a listing showed it: another size or time at the end fails
  /// with `changed`. Without it the file is read up to where the server says that it ends, which costs further requests.
  public var version: FileVersion?

  /// How far beyond the first byte that is missing a download reads ahead. Where a server answers in any order, no more
  /// than that at the end of an unfinished local file can have holes; where it answers in order there are none.
  public static let window: Int64 = 16 << 20

  /// Creates a download.
  public init(_ remotePath: RemotePath, to localPath: String, from start: Int64 = 0, version: FileVersion? = nil) {
    self.remotePath = remotePath
    self.localPath = localPath
    self.start = start
    self.version = version
  }
}
