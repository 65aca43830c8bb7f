/// One name in a remote folder.
public struct FolderEntry: Hashable, Sendable {
  /// The name: bytes, as remote names are.
  public let name: RemotePath
  /// What stands there; links are not followed.
  public let attributes: FileAttributes

  /// Creates an entry.
  public init(name: RemotePath, attributes: FileAttributes) {
    self.name = name
    self.attributes = attributes
  }
}
