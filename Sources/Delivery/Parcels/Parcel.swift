public import Bytes

/// The files that only make sense together: delivered as one, whole or not at all.
public struct Parcel: Sendable {
  /// The file kind, such as `voice`; any word for folders that are not ours.
  public var kind: String
  /// What names it within its kind, byte for byte.
  public var id: [UInt8]
  /// Its files in the order in which they become visible: the audio first, the CSV last.
  public var files: [ParcelFile]
  /// The kind whose parcels must all have arrived before this one is sent: the affiliates that a property names.
  public var after: String?
  /// Whether new contents take the place of old ones without being asked: a list that is sent anew each night.
  public var replaces: Bool

  /// Creates a parcel.
  public init(kind: String, id: [UInt8], files: [ParcelFile], after: String? = nil, replaces: Bool = false) {
    self.kind = kind
    self.id = id
    self.files = files
    self.after = after
    self.replaces = replaces
  }

  /// The size of its files together, in bytes.
  public var size: Int64 { files.reduce(0) { $0 + $1.size } }

  /// The hash of its contents, or nil where a file's hash is not known.
  ///
  /// It is the SHA-256 of the manifest that holds its files by their names without folders, sorted: a parcel that moves to
  /// another folder keeps its hash.
  public var hash: SHA256Digest? {
    var entries: [ManifestEntry] = []
    for file in files {
      guard let sha256 = file.sha256 else { return nil }
      entries.append(ManifestEntry(path: SlashPath.name(of: file.remotePath), sha256: sha256))
    }
    entries.sort { $0.path.utf8.span.compare(to: $1.path.utf8.span) < 0 }
    var buffer = ByteBuffer()
    for entry in entries { entry.append(to: &buffer) }
    return SHA256.hash(buffer.span)
  }
}

/// One file of a parcel: where it is, where it goes, and what it was when it was looked at.
public struct ParcelFile: Sendable {
  /// The folder that `name` is below, shared by all files of an outbox; empty where `name` is the whole path.
  private let folder: String
  /// The local file below `folder`. Where it is delivered under the same name both share their memory.
  private let name: String
  /// Where it goes: `folder/name` relative to the destination's root, always with `/`.
  public var remotePath: String
  /// The size in bytes.
  public var size: Int64
  /// When the local file last changed.
  public var modified: Timestamp
  /// The hash of its contents, where it is known.
  public var sha256: SHA256Digest?

  /// The local file.
  public var localPath: String { folder.isEmpty ? name : "\(folder)/\(name)" }

  /// Creates a file.
  public init(
    localPath: String, remotePath: String, size: Int64, modified: Timestamp, sha256: SHA256Digest? = nil
  ) {
    folder = ""
    name = localPath
    self.remotePath = remotePath
    self.size = size
    self.modified = modified
    self.sha256 = sha256
  }

  /// Creates a file of a local folder, to be delivered under its path below that.
  init(in folder: String, path: String, size: Int64, modified: Timestamp, sha256: SHA256Digest? = nil) {
    self.folder = folder
    name = path
    remotePath = path
    self.size = size
    self.modified = modified
    self.sha256 = sha256
  }
}
