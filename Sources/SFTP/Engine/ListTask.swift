/// The listing of a folder: OPENDIR, READDIR until the end, CLOSE.
///
/// A server that works in order is asked for the next names before the last ones have come: OpenSSH gives a hundred at a time, so that
/// a folder of some thousand would take as many round trips as that has hundreds.
final class ListTask: EngineTask {
  private let path: RemotePath
  private var handle: [UInt8] = []
  private var entries = FolderEntries()
  private var failure: SFTPError?
  private(set) var outcome: Result<SFTPReply, SFTPError>?
  /// How many READDIRs may wait; it grows with the folder.
  private var ahead = 1
  private var waiting = 0
  private var isRead = false

  private static let opening: UInt32 = 0
  private static let reading: UInt32 = 1
  private static let closing: UInt32 = 2
  /// More names than any folder that a person could use; a server that goes on and on ends here.
  static let mostEntries = 5_000_000
  private static let mostAhead = 32

  init(_ path: RemotePath) {
    self.path = path
  }

  func start(_ context: inout EngineContext, _ slot: TaskSlot) {
    context.machine.openFolder(path, tag: slot.tag(Self.opening))
  }

  func take(_ reply: Reply, note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot) {
    switch (note, reply) {
    case (Self.opening, .handle(let opened)):
      handle = opened
      read(&context, slot)
    case (Self.opening, .status(let code, let message)):
      outcome = .failure(.status(code, message, doing: "list the folder", path: path))
    case (Self.reading, _):
      waiting -= 1
      takeNames(reply, isInOrder: context.profile.worksInOrder)
      read(&context, slot)
    default:
      outcome = failure.map { .failure($0) } ?? .success(.entries(entries))
    }
  }

  private func takeNames(_ reply: Reply, isInOrder: Bool) {
    switch reply {
    case .names(let more) where !more.isEmpty && entries.count < Self.mostEntries:
      for entry in more where entry.name != "." && entry.name != ".." { entries.append(entry) }
      if isInOrder { ahead = min(2 * ahead, Self.mostAhead) }
    case .status(.endOfFile, _): isRead = true
    case .status(let code, let message): end(.status(code, message, doing: "list the folder", path: path))
    default: end(SFTPError(.protocolViolation, "\(path): \(ProtocolViolation.endlessFolder)", path: path))
    }
  }

  private func end(_ error: SFTPError) {
    failure = failure ?? error
    isRead = true
  }

  /// Asks for more names, or closes the folder when all answers have come.
  private func read(_ context: inout EngineContext, _ slot: TaskSlot) {
    while !isRead, waiting < ahead {
      waiting += 1
      context.machine.readFolder(handle, tag: slot.tag(Self.reading))
    }
    if waiting == 0 { context.machine.close(handle, tag: slot.tag(Self.closing)) }
  }
}
