import Bytes
public import Files
import Glibc

/// Fills the outbox of one run: `OUTBOX/KIND/NAME`, folders for their owner alone (0700), files too (0600).
///
/// Every file appears whole or not at all. The manifest comes last, by `finish`: an outbox without one is a run that was cut
/// off.
public struct OutboxWriter: ~Copyable {
  /// The outbox.
  public let folder: String
  private var entries: [ManifestEntry] = []
  private var buffer = ByteBuffer(capacity: 262_144)

  /// Makes the folder where it is missing and takes an earlier manifest away, as it will no longer be true.
  public init(folder: String) throws(SystemError) {
    self.folder = folder
    try Folder.make(folder, mode: 0o700)
    do { try Folder.removeFile("\(folder)/\(Manifest.name)") } catch { if !error.isNotFound { throw error } }
  }

  /// The number of files written so far.
  public var count: Int { entries.count }

  /// Writes a file and returns its line of the manifest.
  @discardableResult
  public mutating func write(_ bytes: Span<UInt8>, kind: String, name: String) throws(SystemError) -> ManifestEntry {
    let path = try place(kind, name)
    var file = try AtomicFile(path: path, mode: 0o600)
    try file.write(bytes)
    try file.commit(durable: false)
    return add(kind, name, SHA256.hash(bytes))
  }

  /// Puts a file of the dump into the outbox without copying it where the file system allows (reflink, then hard link),
  /// and returns its line of the manifest.
  @discardableResult
  public mutating func link(_ source: String, kind: String, name: String) throws(SystemError) -> ManifestEntry {
    let path = try place(kind, name)
    try FileLink.make(source, at: path)
    return add(kind, name, try FileHash.sha256(of: path, buffer: &buffer))
  }

  /// Takes the files of a parcel that cannot be finished away again.
  public mutating func remove(_ entry: ManifestEntry) throws(SystemError) {
    entries.removeAll { $0.path.utf8.elementsEqual(entry.path.utf8) }
    try Folder.removeFile("\(folder)/\(entry.path)")
  }

  /// Writes the manifest.
  public consuming func finish() throws(SystemError) {
    try Manifest.write(entries, in: folder)
  }

  private func place(_ kind: String, _ name: String) throws(SystemError) -> String {
    let path = "\(folder)/\(kind)/\(name)"
    // The id was checked long before; nothing may be written outside the outbox even so.
    guard SlashPath.isContained("\(kind)/\(name)") else { throw SystemError(call: "open", path: path, code: EINVAL) }
    try Folder.make("\(folder)/\(kind)", mode: 0o700)
    return path
  }

  private mutating func add(_ kind: String, _ name: String, _ sha256: SHA256Digest) -> ManifestEntry {
    let entry = ManifestEntry(path: "\(kind)/\(name)", sha256: sha256)
    entries.append(entry)
    return entry
  }
}
