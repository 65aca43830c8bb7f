import Files

/// Where the symbolic links of an outbox lead. The outbox and each folder on the way are looked at once.
struct OutboxLinks {
  private let folder: String
  /// The outbox's own path with all links followed; nil before it was asked for.
  private var root: String?
  /// The folders, relative to the outbox, that are known to be in it.
  private var inside: Set<[UInt8]> = [[]]

  init(_ folder: String) {
    self.folder = folder
  }

  /// Makes sure that a path of the outbox, which is a link or may lie behind one, is in the outbox.
  mutating func check(_ path: String, isLink: Bool) throws(OutboxError) {
    let parent = SlashPath.folder(of: path)
    if !inside.contains(Array(parent.utf8)) {
      try requireInside(parent)
      inside.insert(Array(parent.utf8))
    }
    if isLink { try requireInside(path) }
  }

  /// What a link leads to; the link itself where that is no file. A file must be in the outbox.
  mutating func target(of path: String) throws(OutboxError) -> FileStatus {
    let whole = SlashPath.join(folder, path)
    let target: FileStatus
    do throws(SystemError) {
      target = try FileStatus.of(whole)
      guard target.kind == .file else { return try FileStatus.ofLink(whole) }
    } catch {
      throw error.isNotFound || error.isLinkLoop ? .leadsNowhere(path: whole) : .file(error)
    }
    try requireInside(path)
    return target
  }

  private mutating func requireInside(_ path: String) throws(OutboxError) {
    let whole = SlashPath.join(folder, path)
    do throws(SystemError) {
      if root == nil { root = try Folder.resolved(folder) }
      let target = try Folder.resolved(whole)
      if let root, root == "/" || target.utf8.starts(with: "\(root)/".utf8) { return }
    } catch {
      throw .file(error)
    }
    throw .leadsOut(path: whole)
  }
}
