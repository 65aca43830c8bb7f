import Bytes

/// The entries of a remote folder in little memory: about fifty bytes and the name for each, so that a folder of a million
/// names fits.
public struct FolderEntries: Sendable, RandomAccessCollection {
  private var names: [UInt8] = []
  private var items: [Item] = []

  fileprivate struct Item {
    let nameEnd: Int
    let nameCount: UInt32
    let permissions: UInt32
    let modified: UInt32
    let known: Known
    let size: UInt64
  }

  /// Which attributes the server sent.
  fileprivate struct Known: OptionSet {
    let rawValue: UInt8
    static let size = Known(rawValue: 1)
    static let permissions = Known(rawValue: 2)
    static let modified = Known(rawValue: 4)
  }

  /// An empty listing.
  public init() {}

  /// Adds an entry. Owner and time of the last reading are not kept.
  public mutating func append(_ entry: FolderEntry) {
    let attributes = entry.attributes
    var known: Known = []
    if attributes.size != nil { known.insert(.size) }
    if attributes.permissions != nil { known.insert(.permissions) }
    if attributes.times != nil { known.insert(.modified) }
    names.append(contentsOf: entry.name.bytes)
    items.append(
      Item(
        nameEnd: names.count, nameCount: UInt32(clamping: entry.name.bytes.count),
        permissions: attributes.permissions ?? 0, modified: attributes.times?.modified ?? 0, known: known,
        size: attributes.size ?? 0))
  }

  /// Puts the entries into the order of their names' bytes.
  public mutating func sort() {
    let names = names
    items.sort { left, right in
      names[left.nameRange].lexicographicallyPrecedes(names[right.nameRange])
    }
  }

  /// The place of the first entry.
  public var startIndex: Int { 0 }
  /// The place behind the last entry.
  public var endIndex: Int { items.count }

  /// The entry at a place.
  public subscript(position: Int) -> FolderEntry {
    let item = items[position]
    var attributes = FileAttributes()
    if item.known.contains(.size) { attributes.size = item.size }
    if item.known.contains(.permissions) { attributes.permissions = item.permissions }
    if item.known.contains(.modified) {
      attributes.times = FileAttributes.Times(accessed: item.modified, modified: item.modified)
    }
    return FolderEntry(name: RemotePath(bytes: Array(names[item.nameRange])), attributes: attributes)
  }
}

extension FolderEntries.Item {
  fileprivate var nameRange: Range<Int> { nameEnd - Int(nameCount)..<nameEnd }
}
