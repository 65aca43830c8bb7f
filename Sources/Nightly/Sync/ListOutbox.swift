import Bytes
import Delivery
import Files
import Sedric

/// The folder that lists are sent from: an outbox with nothing but them.
enum ListOutbox {
  /// Writes the files and their manifest anew.
  static func write(_ files: [ListFiles.File], in folder: String) throws(SystemError) {
    if (try? FileStatus.ofLink(folder)) != nil { try Folder.removeTree(folder) }
    try Folder.make(folder, mode: 0o700)
    var entries: [ManifestEntry] = []
    for file in files {
      let path = "\(file.kind.rawValue)/\(file.name)"
      try Folder.make("\(folder)/\(file.kind.rawValue)", mode: 0o700)
      try AtomicFile.write(file.bytes.span, to: "\(folder)/\(path)", mode: 0o600)
      entries.append(ManifestEntry(path: path, sha256: SHA256.hash(file.bytes.span)))
    }
    try Manifest.write(entries, in: folder)
  }
}
