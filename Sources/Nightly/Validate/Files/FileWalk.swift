import Bytes
import Delivery
import Files
import Sedric

/// Finds the files below paths, in byte order, without following a link twice into the same folder.
struct FileWalk: ~Copyable {
  /// Paths that are not there, with the system's reason.
  private(set) var missing: [(path: String, reason: String)] = []
  /// The manifests that were met.
  private(set) var manifests: [ManifestSums] = []
  private var visited: Set<FolderIdentity> = []
  private let selection: FileSelection
  /// The path that was given and is being walked.
  private var root = ""
  private let found: ([InputFile]) -> Void

  /// Gives the files below `paths` that are selected to `found`, many at a time.
  init(_ paths: [String], _ selection: FileSelection, found: @escaping ([InputFile]) -> Void) {
    self.selection = selection
    self.found = found
    let plain = paths.map(FileWalk.withoutSlashes)
    for path in plain where FileName.last(path).elementsEqual(Manifest.name.utf8) {
      manifests.append(ManifestSums(at: path))
    }
    for (path, given) in zip(plain, paths) { start(path, given) }
  }

  private static func withoutSlashes(_ path: String) -> String {
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private mutating func start(_ path: String, _ given: String) {
    let above = manifests.filter { $0.covers(path) }
    root = path
    do throws(SystemError) {
      let status = try FileStatus.of(path)
      if status.kind == .folder {
        if enter(status) { try walk(path, above) }
      } else {
        let folder = InputFolder(Folder.parent(of: path) ?? "", root: root, listing: nil, manifests: above)
        let file = InputFile(folder: folder, place: .given(path), obstacle: obstacle(status.kind))
        if takes(file) { found([file]) }
      }
    } catch {
      missing.append((given, error.reason))
    }
  }

  /// Whether a folder is met for the first time.
  private mutating func enter(_ status: FileStatus) -> Bool {
    visited.insert(FolderIdentity(device: status.device, inode: status.inode)).inserted
  }

  private mutating func walk(_ path: String, _ above: [ManifestSums]) throws(SystemError) {
    let listing = try FolderListing(of: path)
    var scopes = above
    let manifestPath = path == "/" ? "/\(Manifest.name)" : "\(path)/\(Manifest.name)"
    if listing.index(of: Manifest.name.utf8.span) != nil, !above.contains(where: { $0.path == manifestPath }) {
      scopes.insert(ManifestSums(at: manifestPath), at: 0)
      manifests.append(scopes[0])
    }
    let folder = InputFolder(path, root: root, listing: listing, manifests: scopes)
    var files: [InputFile] = []
    for entry in listing.entries.indices where isMeant(listing.name(entry), folder) {
      var file = InputFile(folder: folder, place: .entry(entry))
      if listing.entries[entry].kind != .file, !look(&file, scopes, &files) { continue }
      guard takes(file) else { continue }
      files.append(file)
    }
    found(files)
  }

  /// Whether an entry is looked at. A name that begins with a dot is hidden, and not ours, unless an id begins so: below a
  /// kind's folder such a file is one of its parcels. (`._` is what a Mac puts beside each file.)
  private func isMeant(_ name: Span<UInt8>, _ folder: InputFolder) -> Bool {
    guard name[0] == UInt8(ascii: ".") else { return true }
    if folder.kind == nil || name.starts(with: "._".utf8.span) { return false }
    return ["csv", "json", "mp3"].contains(FileName(String(repairing: name)).ending)
  }

  /// Looks at what is no plain file: a folder is walked, a link followed. False where it is no file to be reported.
  private mutating func look(_ file: inout InputFile, _ scopes: [ManifestSums], _ files: inout [InputFile]) -> Bool {
    let path = file.path
    do throws(SystemError) {
      let status = try FileStatus.of(path)
      guard status.kind == .folder else {
        file.obstacle = obstacle(status.kind)
        return true
      }
      if ["csv", "json", "mp3"].contains(FileName(path).ending) {
        file.obstacle = .notAFile("this is a folder and no file")
        files.append(file)
      }
      guard enter(status) else { return false }
      found(files)
      files = []
      try walk(path, scopes)
      return false
    } catch {
      file.obstacle = .unreadable(error.reason)
      return true
    }
  }

  /// Whether a file is selected. A manifest belongs to every selection, and what cannot be looked at is told of.
  private func takes(_ file: InputFile) -> Bool {
    if selection.isEverything || file.obstacle != nil { return true }
    let place = file.relativePath
    return place == Manifest.name || selection.takes(place, modified: (try? FileStatus.of(file.path))?.modified)
  }

  private func obstacle(_ kind: FileStatus.Kind) -> InputFile.Obstacle? {
    kind == .file ? nil : .notAFile("this is a device or pipe and no file")
  }
}

private struct FolderIdentity: Hashable {
  let device: UInt64
  let inode: UInt64
}
