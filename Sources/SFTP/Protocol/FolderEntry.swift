/// One name in a remote folder.
public struct FolderEntry: Hashable, Sendable {
  /// The name: bytes, as remote names are.
  public let name: RemotePath
  /// The line that `ls -l` would print, in the server's own form.
  public let longName: String
  /// What stands there; links are not followed.
  public let attributes: FileAttributes

  /// Creates an entry.
  public init(name: RemotePath, longName: String, attributes: FileAttributes) {
    self.name = name
    self.longName = longName
    self.attributes = attributes
  }
}
