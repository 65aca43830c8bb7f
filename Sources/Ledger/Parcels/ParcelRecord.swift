public import Bytes

/// What the ledger knows of a parcel and one destination.
public struct ParcelRecord: Hashable, Sendable {
  /// What names it.
  public var key: ParcelKey
  /// The hash of the contents that it is about.
  public var hash: SHA256Digest
  /// Where it stands.
  public var state: ParcelState
  /// The word in its temporary names, of the run that first sent these contents.
  public var token: String
  /// The run that last touched it.
  public var run: Int64
  /// How often its sending was begun.
  public var attempts: Int
  /// When its state last changed.
  public var updated: Timestamp
  /// Why it was refused or has not arrived.
  public var reason: String?
  /// The hash of the contents that the destination last received whole.
  public var publishedHash: SHA256Digest?
  /// When that was.
  public var publishedAt: Timestamp?
  /// Its files in the order in which they become visible; only where they were asked for.
  public var files: [FileRecord] = []
}

/// A file of a parcel as it was when the parcel was planned.
public struct FileRecord: Hashable, Sendable {
  /// Where it goes, relative to the destination's root.
  public var path: String
  /// Its size in bytes.
  public var size: Int64
  /// When the local file last changed.
  public var modified: Timestamp
  /// The hash of its contents.
  public var sha256: SHA256Digest
  /// Of a large file that is sent in parts: what has arrived under its temporary name.
  public var arrived: [Range<Int64>] = []

  /// Creates a record.
  public init(path: String, size: Int64, modified: Timestamp, sha256: SHA256Digest) {
    self.path = path
    self.size = size
    self.modified = modified
    self.sha256 = sha256
  }

  /// Whether both are the same file in the same place: path byte for byte, size and contents.
  public func isSame(as other: FileRecord) -> Bool {
    size == other.size && sha256 == other.sha256 && path.utf8.elementsEqual(other.path.utf8)
  }
}
