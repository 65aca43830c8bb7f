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
      files = try listed(entries, in: folder)
    } else {
      files = []
      try walk(folder, "", into: &files)
      // An outbox whose manifest is empty is a night with nothing to send; a folder with nothing in it is a mistake.
      if files.isEmpty { throw .empty(path: folder) }
    }
    files.sort { $0.remotePath.utf8.span.compare(to: $1.remotePath.utf8.span) < 0 }
    var parcels = group(files)
    files = []
    if hashing == .all { try hash(&parcels) }
    return parcels
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

  private static func listed(_ entries: [ManifestEntry], in folder: String) throws(OutboxError) -> [ParcelFile] {
    var files: [ParcelFile] = []
    files.reserveCapacity(entries.count)
    for entry in entries {
      let path = "\(folder)/\(entry.path)"
      do throws(SystemError) {
        let status = try FileStatus.of(path)
        files.append(
          ParcelFile(
            in: folder, path: entry.path, size: status.size, modified: status.modified, sha256: entry.sha256))
      } catch {
        throw error.isNotFound ? .missing(path: path) : .file(error)
      }
    }
    return files
  }

  private static func walk(_ folder: String, _ below: String, into files: inout [ParcelFile]) throws(OutboxError) {
    for name in try names(in: below.isEmpty ? folder : SlashPath.join(folder, below))
    where name.utf8.first != UInt8(ascii: ".") {
      let path = SlashPath.join(below, name)
      guard let status = try status(of: "\(folder)/\(path)") else { continue }
      if status.kind == .folder {
        try walk(folder, path, into: &files)
      } else if status.kind == .file {
        files.append(ParcelFile(in: folder, path: path, size: status.size, modified: status.modified))
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
}
