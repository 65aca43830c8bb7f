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

/// A walk over a remote path. Links are shown and never followed, so that it always ends.
public struct RemoteTree {
  private let client: SFTPClient

  /// A walk with a client.
  public init(_ client: SFTPClient) {
    self.client = client
  }

  /// What stands at `path`, and where that is a folder its entries in byte order; with `recursive` all below, each folder
  /// before what is in it.
  public func items(at path: RemotePath, recursive: Bool) throws(SFTPError) -> [RemoteItem] {
    let attributes = try client.status(path)
    let top = RemoteItem(path: path, place: RemotePath(""), attributes: attributes)
    guard top.isFolder else { return [top] }
    return [top] + (try entries(of: top, recursive: recursive))
  }

  private func entries(of folder: RemoteItem, recursive: Bool) throws(SFTPError) -> [RemoteItem] {
    var items: [RemoteItem] = []
    for entry in try client.list(folder.path) {
      try check(entry.name, in: folder.path)
      let item = RemoteItem(
        path: folder.path.appending(entry.name), place: folder.place.appending(entry.name),
        attributes: entry.attributes)
      items.append(item)
      if recursive, item.isFolder { items += try entries(of: item, recursive: true) }
    }
    return items
  }

  /// A server that names an entry `../../.ssh/authorized_keys` must not decide where files are written.
  private func check(_ name: RemotePath, in folder: RemotePath) throws(SFTPError) {
    if name.isValid, name != ".", name != "..", !name.bytes.contains(UInt8(ascii: "/")) { return }
    throw SFTPError(
      .protocolViolation, "\(folder): the server lists an entry named \"\(name)\", which no folder can hold",
      path: folder)
  }
}
