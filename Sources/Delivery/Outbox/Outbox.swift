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
  ///
  /// A link to a file of the folder stands for that file. One that leads out of the folder is refused, and so is what a manifest
  /// names below such a link, as nobody who may write into a folder is thereby to have other files sent. Links to folders, devices and
  /// pipes are no files to deliver: where there is no manifest `onLeftOut` is told their paths below the folder.
  public static func parcels(
    in folder: String, hashing: Hashing = .all, onLeftOut: (_ path: String) -> Void = { _ in }
  ) throws(OutboxError) -> [Parcel] {
    var files: [ParcelFile]
    if let entries = try Manifest.read(in: folder) {
      files = try listed(entries, in: folder)
    } else {
      files = []
      var links: OutboxLinks? = OutboxLinks(folder)
      try walk(folder, "", &links, into: &files, onLeftOut)
      // An outbox whose manifest is empty is a night with nothing to send; a folder with nothing in it is a mistake.
      if files.isEmpty { throw .empty(path: folder) }
    }
    var parcels = grouped(files)
    files = []
    if hashing == .all { try hash(&parcels) }
    return parcels
  }

  /// The parcels that the manifest of `folder` names, whether their files are still there or not, without sizes and times; nil
  /// where there is no manifest.
  public static func promised(in folder: String) throws(OutboxError) -> [Parcel]? {
    guard let entries = try Manifest.read(in: folder) else { return nil }
    return grouped(
      entries.map {
        ParcelFile(in: folder, path: $0.path, size: 0, modified: Timestamp(seconds: 0), sha256: $0.sha256)
      })
  }

  private static func grouped(_ files: [ParcelFile]) -> [Parcel] {
    group(files.sorted { $0.remotePath.utf8.span.compare(to: $1.remotePath.utf8.span) < 0 })
  }

  /// The files of a folder that its manifest does not name, as paths relative to it; none where there is no manifest. They
  /// are not delivered, and somebody may have meant them to be.
  public static func unlisted(in folder: String) throws(OutboxError) -> [String] {
    guard let entries = try Manifest.read(in: folder) else { return [] }
    let listed = Set(entries.map { Array($0.path.utf8) } + [Array(Manifest.name.utf8)])
    var files: [ParcelFile] = []
    var others: [String] = []
    // Where a link leads that nobody sends is all the same.
    var links: OutboxLinks?
    try walk(folder, "", &links, into: &files) { others.append($0) }
    return (files.map(\.remotePath) + others).filter { !listed.contains(Array($0.utf8)) }
  }

  private static func listed(_ entries: [ManifestEntry], in folder: String) throws(OutboxError) -> [ParcelFile] {
    var files: [ParcelFile] = []
    files.reserveCapacity(entries.count)
    var links = OutboxLinks(folder)
    for entry in entries {
      let path = "\(folder)/\(entry.path)"
      let isLink: Bool
      do throws(SystemError) {
        var status = try FileStatus.ofLink(path)
        isLink = status.kind == .link
        if isLink { status = try FileStatus.of(path) }
        files.append(
          ParcelFile(
            in: folder, path: entry.path, size: status.size, modified: status.modified, sha256: entry.sha256))
      } catch {
        throw error.isNotFound ? .missing(path: path) : .file(error)
      }
      try links.check(entry.path, isLink: isLink)
    }
    return files
  }

  /// Goes through a folder; `onLeftOut` is told what is neither file nor folder, and all links where there are no `links` to follow.
  private static func walk(
    _ folder: String, _ below: String, _ links: inout OutboxLinks?, into files: inout [ParcelFile],
    _ onLeftOut: (String) -> Void
  ) throws(OutboxError) {
    for name in try names(in: below.isEmpty ? folder : SlashPath.join(folder, below))
    where name.utf8.first != UInt8(ascii: ".") {
      let path = SlashPath.join(below, name)
      let status = try status(of: path, in: folder, &links)
      switch status.kind {
      case .folder: try walk(folder, path, &links, into: &files, onLeftOut)
      case .file: files.append(ParcelFile(in: folder, path: path, size: status.size, modified: status.modified))
      case .link, .other: onLeftOut(path)
      }
    }
  }

  private static func names(in folder: String) throws(OutboxError) -> [String] {
    do { return try Folder.names(in: folder) } catch { throw .file(error) }
  }

  /// What is at `path`: a link to a file of the folder is that file; one to a folder, which may lead in circles, stays a link.
  private static func status(
    of path: String, in folder: String, _ links: inout OutboxLinks?
  ) throws(OutboxError) -> FileStatus {
    let whole = "\(folder)/\(path)"
    let status: FileStatus
    do throws(SystemError) {
      status = try FileStatus.ofLink(whole)
    } catch {
      // Names that are not UTF-8 were listed repaired, and nothing is there under the repaired name.
      if error.isNotFound, path.unicodeScalars.contains("\u{FFFD}") { throw .badName(path: whole) }
      throw .file(error)
    }
    return status.kind == .link ? try links?.target(of: path) ?? status : status
  }
}
