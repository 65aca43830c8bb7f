public import SFTP

/// A walk over a remote path. Links are shown and never followed, so that it always ends.
public struct RemoteTree {
  private let client: SFTPClient

  /// Folders within folders that are followed: more than any real tree has, and less than a server can invent.
  private static let mostLevels = 100
  /// The most entries of one tree.
  private static let mostEntries = 10_000_000

  /// A walk with a client.
  public init(_ client: SFTPClient) {
    self.client = client
  }

  /// What stands at `path`, and where that is a folder its entries; with `recursive` all below. Folders of one level are
  /// listed at once. A listing that breaks off, or has a name that no folder can hold, fails as a whole.
  public func items(at path: RemotePath, recursive: Bool) throws(SFTPError) -> RemoteListing {
    let top = RemoteItem(path: path, place: RemotePath(""), attributes: try client.status(path))
    guard top.isFolder else { return RemoteListing(top, []) }
    var folders = [RemoteListing.Folder(path: path, place: top.place)]
    var level = folders.indices
    var count = 0
    for depth in 0... {
      if depth > Self.mostLevels || count > Self.mostEntries { throw tooMuch(path) }
      try list(level, &folders)
      count += level.reduce(0) { $0 + folders[$1].entries.count }
      guard recursive else { break }
      let first = folders.count
      for folder in level { addChildren(of: folder, &folders) }
      level = first..<folders.count
      if level.isEmpty { break }
    }
    return RemoteListing(top, folders)
  }

  private func addChildren(of parent: Int, _ folders: inout [RemoteListing.Folder]) {
    for (number, entry) in folders[parent].entries.enumerated() where entry.attributes.kind == .folder {
      folders[parent].children[number] = folders.count
      folders.append(
        RemoteListing.Folder(
          path: folders[parent].path.appending(entry.name), place: folders[parent].place.appending(entry.name)))
    }
  }

  /// Lists the folders of a level, all of them asked for at once.
  private func list(_ level: Range<Int>, _ folders: inout [RemoteListing.Folder]) throws(SFTPError) {
    client.submit(level.map { (.list(folders[$0].path), UInt64($0)) })
    var failure: SFTPError?
    var waiting = level.count
    while waiting > 0 {
      for case .finished(let tag, let result) in client.wait() {
        waiting -= 1
        do throws(SFTPError) {
          guard case .entries(var entries) = try result.get() else { continue }
          entries.sort()
          try check(entries, in: folders[Int(tag)].path)
          folders[Int(tag)].entries = entries
        } catch {
          failure = failure ?? error
        }
      }
    }
    if let failure { throw failure }
  }

  /// A server that names an entry `../../.ssh/authorized_keys` must not decide where files are written.
  private func check(_ entries: FolderEntries, in folder: RemotePath) throws(SFTPError) {
    var previous: RemotePath?
    for entry in entries {
      let name = entry.name
      guard name.isValid, name != ".", name != "..", !name.bytes.contains(UInt8(ascii: "/")) else {
        throw SFTPError(
          .protocolViolation, "\(folder): the server lists an entry named \"\(name)\", which no folder can hold",
          path: folder)
      }
      guard name != previous else {
        throw SFTPError(.protocolViolation, "\(folder): the server lists \"\(name)\" twice", path: folder)
      }
      previous = name
    }
  }

  private func tooMuch(_ path: RemotePath) -> SFTPError {
    SFTPError(
      .protocolViolation,
      "\(path): the server lists more than \(Self.mostLevels) folders within each other, or over \(Self.mostEntries) names",
      path: path)
  }
}
