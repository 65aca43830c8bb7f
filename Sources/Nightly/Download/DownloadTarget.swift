import Bytes
import Files
import SFTP

/// The local side of a download: what a file is called here, what is there already, and how it gets its name.
struct DownloadTarget {
  /// The file, or the folder that a tree goes into.
  let path: String
  let replaces: Bool
  private let foldsCase: Bool
  /// The names that were given out, folded, with how the server spells them; kept only where names can collide.
  private var spellings: [String: RemotePath] = [:]
  private var madeFolder = ""

  init(_ path: String, replaces: Bool, foldsCase: Bool) {
    self.path = path
    self.replaces = replaces
    self.foldsCase = foldsCase
  }

  /// The local path of an item, or why it can have none.
  mutating func localPath(_ item: RemoteItem) throws(SFTPError) -> String {
    if item.place.bytes.isEmpty { return path }
    guard let place = item.place.text else {
      throw SFTPError(.localFile, "\(item.path): the name is not UTF-8; rename it on the server", path: item.path)
    }
    if place.hasPrefix(DownloadStage.name) {
      throw SFTPError(.localFile, "\(item.path): the name is one that unfinished downloads have here", path: item.path)
    }
    if foldsCase {
      // Swift's texts are equal where they are canonically equivalent, as such disks have it.
      if let other = spellings[place.lowercased()] {
        throw SFTPError(
          .localFile, "\(item.path): this disk takes the name for that of \(other). Fetch it to another folder.",
          path: item.path)
      }
      spellings[place.lowercased()] = item.place
    }
    return "\(path)/\(place)"
  }

  /// What stands at a file's local path.
  enum Standing {
    case nothing, same, another
  }

  /// Compares what stands at a path with a remote file, by size and time.
  func standing(_ local: String, _ version: FileVersion) -> Standing {
    guard let status = try? FileStatus.ofLink(local) else { return .nothing }
    return Self.isSame(status, version) ? .same : .another
  }

  /// Whether what stands here is a remote file, by size and time.
  static func isSame(_ status: FileStatus, _ version: FileVersion) -> Bool {
    guard status.kind == .file, let size = version.size, let modified = version.modified else { return false }
    return UInt64(status.size) == size && status.modified.seconds == Int64(modified)
  }

  /// The refusal to replace what stands at a path.
  func refusal(_ item: RemoteItem, _ local: String) -> SFTPError {
    SFTPError(
      .alreadyThere, "\(local) is there already, and is not the server's. Move it, or replace it with --force.",
      path: item.path)
  }

  /// Makes the folder that a path is in.
  mutating func makeParent(of local: String) throws(SystemError) {
    guard let folder = Folder.parent(of: local), folder != madeFolder else { return }
    try Folder.make(folder)
    madeFolder = folder
  }

  /// Gives a whole file its name and time.
  func place(_ job: DownloadJob) throws(SFTPError) {
    do throws(SystemError) {
      if let modified = job.version.modified {
        try Folder.setModified(job.part, to: Timestamp(seconds: Int64(modified)))
      }
      if replaces { try Folder.rename(job.part, to: job.target) } else { try Folder.place(job.part, at: job.target) }
    } catch {
      throw error.isAlreadyThere
        ? refusal(job.item, job.target) : SFTPError(.localFile, "\(error)", path: job.item.path)
    }
  }
}
