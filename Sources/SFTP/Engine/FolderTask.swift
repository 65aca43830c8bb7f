/// Seeing to it that a folder is there: STAT, and MKDIR where that finds nothing.
///
/// A server that does requests in their order is asked for both at once: MKDIR of a folder that is there does nothing.
final class FolderTask: EngineTask {
  private let path: RemotePath
  private var found: Reply?
  private var made: Reply?
  private(set) var outcome: Result<SFTPReply, SFTPError>?

  private enum Note {
    static let status: UInt32 = 0
    static let make: UInt32 = 1
  }

  init(_ path: RemotePath) {
    self.path = path
  }

  func start(_ context: inout EngineContext, _ slot: TaskSlot) {
    context.machine.status(path, tag: slot.tag(Note.status))
    if context.profile.worksInOrder { make(&context, slot) }
  }

  private func make(_ context: inout EngineContext, _ slot: TaskSlot) {
    context.machine.makeFolder(path, FileAttributes(), tag: slot.tag(Note.make))
  }

  func take(_ reply: Reply, note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot) {
    if note == Note.status { found = reply } else { made = reply }
    guard let found else { return }
    let isBoth = context.profile.worksInOrder
    switch found {
    case .attributes(let attributes):
      if isBoth, made == nil { return }
      outcome =
        attributes.kind == .folder || attributes.kind == .unknown
        ? .success(.folder(isNew: false))
        : .failure(SFTPError(.alreadyThere, "\(path) is a file, and a folder is needed here", path: path))
    case .status(let code, let message):
      if made == nil {
        if isBoth { return }
        if code == .noSuchFile { return make(&context, slot) }
      }
      conclude(code, message)
    default:
      outcome = .failure(.nonsense(path))
    }
  }

  /// Whoever may not look at a folder may still write into it.
  private func conclude(_ code: StatusCode, _ message: String) {
    switch made {
    case .status(.ok, _): outcome = .success(.folder(isNew: code == .noSuchFile))
    case .status(let why, let words) where code == .noSuchFile:
      outcome = .failure(.status(why, words, doing: "make the folder", path: path))
    default:
      outcome =
        code == .permissionDenied
        ? .success(.folder(isNew: false)) : .failure(.status(code, message, doing: "look at it", path: path))
    }
  }
}
