public import SFTP

/// One thing below a remote path.
public struct RemoteItem: Sendable {
  /// Its whole path on the server.
  public let path: RemotePath
  /// Its path below the one that was asked for; empty for that itself.
  public let place: RemotePath
  /// What it is.
  public let attributes: FileAttributes

  /// Whether it is a folder. A server that does not say counts as having files only.
  public var isFolder: Bool { attributes.kind == .folder }
}
