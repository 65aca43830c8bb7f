import Bytes
import Delivery
import Files

/// A file of an evidence folder, hashed while it is written.
struct EvidenceFile: ~Copyable {
  /// What is to be written next.
  var buffer: ByteBuffer
  private let name: String
  private var file: AtomicFile
  private var hash: SHA256

  /// Begins the file `name` below `folder`.
  init(_ name: String, in folder: String) throws(SystemError) {
    let path = "\(folder)/\(name)"
    if let parent = Folder.parent(of: path) { try Folder.make(parent, mode: 0o700) }
    file = try AtomicFile(path: path, mode: 0o600)
    hash = SHA256()
    buffer = ByteBuffer(capacity: 1 << 10)
    self.name = name
  }

  /// Writes the buffer where it has more bytes than `limit`.
  mutating func flush(above limit: Int) throws(SystemError) {
    guard buffer.count > limit else { return }
    var bytes = ByteBuffer(capacity: 0)
    swap(&bytes, &buffer)
    hash.update(bytes.span)
    try file.write(bytes.span)
    bytes.removeAll()
    swap(&bytes, &buffer)
  }

  /// Writes what is left, and returns the manifest's line for the file.
  consuming func finish() throws(SystemError) -> ManifestEntry {
    try flush(above: 0)
    let entry = ManifestEntry(path: name, sha256: hash.digest())
    try file.commit()
    return entry
  }
}
