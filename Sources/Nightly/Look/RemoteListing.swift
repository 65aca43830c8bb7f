import SFTP

/// What stands at a remote path and below it, each folder before what is in it and names in the order of their bytes.
///
/// Items are made when they are asked for, so that a million of them need some fifty bytes and their names each.
public struct RemoteListing: RandomAccessCollection, Sendable {
  /// A folder whose entries are known.
  struct Folder: Sendable {
    let path: RemotePath
    let place: RemotePath
    var entries = FolderEntries()
    /// The folders among the entries that were looked into, by the entry's number.
    var children: [Int: Int] = [:]
  }

  /// An entry by its folder's number and its own.
  private struct Position: Sendable {
    let folder: UInt32
    let entry: UInt32
  }

  private let top: RemoteItem
  private let folders: [Folder]
  private var positions: [Position] = []

  /// A listing of a path that is no folder, or of folders of which the first is the path's own.
  init(_ top: RemoteItem, _ folders: [Folder]) {
    self.top = top
    self.folders = folders
    positions.reserveCapacity(folders.reduce(0) { $0 + $1.entries.count })
    if !folders.isEmpty { visit(0) }
  }

  private mutating func visit(_ folder: Int) {
    for entry in folders[folder].entries.indices {
      positions.append(Position(folder: UInt32(folder), entry: UInt32(entry)))
      if let child = folders[folder].children[entry] { visit(child) }
    }
  }

  /// The place of the path itself.
  public var startIndex: Int { 0 }
  /// The place behind the last item.
  public var endIndex: Int { positions.count + 1 }

  /// The item at a place; 0 is the path itself.
  public subscript(position: Int) -> RemoteItem {
    if position == 0 { return top }
    let place = positions[position - 1]
    let folder = folders[Int(place.folder)]
    let entry = folder.entries[Int(place.entry)]
    return RemoteItem(
      path: folder.path.appending(entry.name), place: folder.place.appending(entry.name), attributes: entry.attributes)
  }
}
