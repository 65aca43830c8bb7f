import Bytes
import Files
import Glibc

/// Reads a folder as parcels.
public enum Outbox {
  /// How far the files' contents are looked at.
  public enum Hashing: Sendable {
    /// The hashes of the manifest are taken over; files without one stay without a hash.
    case none
    /// Files that the manifest names are read and compared with it, others are read and hashed.
    case all
  }

  /// The parcels of `folder`, sorted by path.
  ///
  /// With a manifest they are made of the files that it names; without one, of all files below the folder but hidden ones.
  /// The first folder of a path is the kind (`files` where there is none). `NAME.mp3` and `NAME.csv` in one folder are one
  /// parcel, the audio first; every other file is one of its own. The id is the path within the kind's folder without its
  /// extension, with it where two parcels would have the same. Lists (`affiliates`, `properties`) replace what was there,
  /// and properties wait for affiliates.
  public static func parcels(in folder: String, hashing: Hashing = .all) throws(OutboxError) -> [Parcel] {
    var files: [ParcelFile]
    if let entries = try Manifest.read(in: folder) {
      files = try listed(entries, in: folder, hashing)
    } else {
      files = []
      try walk(folder, "", into: &files)
      // An outbox whose manifest is empty is a night with nothing to send; a folder with nothing in it is a mistake.
      if files.isEmpty { throw .empty(path: folder) }
      if hashing == .all { try hashAll(&files) }
    }
    files.sort { $0.remotePath.utf8.span.compare(to: $1.remotePath.utf8.span) < 0 }
    return group(files)
  }

  /// The files of a folder that its manifest does not name, as paths relative to it; none where there is no manifest. They
  /// are not delivered, and somebody may have meant them to be.
  public static func unlisted(in folder: String) throws(OutboxError) -> [String] {
    guard let entries = try Manifest.read(in: folder) else { return [] }
    let listed = Set(entries.map { Array($0.path.utf8) } + [Array(Manifest.name.utf8)])
    var files: [ParcelFile] = []
    try walk(folder, "", into: &files)
    return files.map(\.remotePath).filter { !listed.contains(Array($0.utf8)) }
  }

  private static func listed(
    _ entries: [ManifestEntry], in folder: String, _ hashing: Hashing
  ) throws(OutboxError) -> [ParcelFile] {
    var files: [ParcelFile] = []
    files.reserveCapacity(entries.count)
    var buffer = ByteBuffer(capacity: 262_144)
    for entry in entries {
      files.append(try listed(entry, in: folder, hashing, &buffer))
    }
    return files
  }

  private static func listed(
    _ entry: ManifestEntry, in folder: String, _ hashing: Hashing, _ buffer: inout ByteBuffer
  ) throws(OutboxError) -> ParcelFile {
    let path = "\(folder)/\(entry.path)"
    let status: FileStatus
    let sha256: SHA256Digest
    do {
      status = try FileStatus.of(path)
      sha256 = hashing == .all ? try FileHash.sha256(of: path, buffer: &buffer) : entry.sha256
    } catch {
      throw error.isNotFound ? .missing(path: path) : .file(error)
    }
    if sha256 != entry.sha256 { throw .changed(path: path) }
    return ParcelFile(
      localPath: path, remotePath: entry.path, size: status.size, modified: status.modified, sha256: sha256)
  }

  private static func walk(_ folder: String, _ prefix: String, into files: inout [ParcelFile]) throws(OutboxError) {
    for name in try names(in: folder) where name.utf8.first != UInt8(ascii: ".") {
      let path = "\(folder)/\(name)"
      guard let status = try status(of: path) else { continue }
      if status.kind == .folder {
        try walk(path, "\(prefix)\(name)/", into: &files)
      } else if status.kind == .file {
        files.append(
          ParcelFile(
            localPath: path, remotePath: "\(prefix)\(name)", size: status.size, modified: status.modified))
      }
    }
  }

  private static func names(in folder: String) throws(OutboxError) -> [String] {
    do { return try Folder.names(in: folder) } catch { throw .file(error) }
  }

  /// What is at `path`; nil for a link to a folder, which may lead in circles.
  private static func status(of path: String) throws(OutboxError) -> FileStatus? {
    do throws(SystemError) {
      let status = try FileStatus.ofLink(path)
      guard status.kind == .link else { return status }
      let target = try FileStatus.of(path)
      return target.kind == .folder ? nil : target
    } catch {
      // Names that are not UTF-8 were listed repaired, and nothing is there under the repaired name.
      if error.isNotFound, path.unicodeScalars.contains("\u{FFFD}") { throw .badName(path: path) }
      throw .file(error)
    }
  }

  private static func hashAll(_ files: inout [ParcelFile]) throws(OutboxError) {
    var buffer = ByteBuffer(capacity: 262_144)
    for index in files.indices {
      do { files[index].sha256 = try FileHash.sha256(of: files[index].localPath, buffer: &buffer) } catch {
        throw .file(error)
      }
    }
  }
}
