/// The listing of a folder: OPENDIR, READDIR until the end, CLOSE.
final class ListTask: EngineTask {
  private let path: RemotePath
  private var handle: [UInt8] = []
  private var entries = FolderEntries()
  private var failure: SFTPError?
  private(set) var outcome: Result<SFTPReply, SFTPError>?

  private static let opening: UInt32 = 0
  private static let reading: UInt32 = 1
  private static let closing: UInt32 = 2
  /// More names than any folder that a person could use; a server that goes on and on ends here.
  static let mostEntries = 5_000_000

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
      context.machine.readFolder(handle, tag: slot.tag(Self.reading))
    case (Self.opening, .status(let code, let message)):
      outcome = .failure(.status(code, message, doing: "list the folder", path: path))
    case (Self.reading, .names(let more)) where !more.isEmpty && entries.count < Self.mostEntries:
      for entry in more where entry.name != "." && entry.name != ".." { entries.append(entry) }
      context.machine.readFolder(handle, tag: slot.tag(Self.reading))
    case (Self.reading, .status(.endOfFile, _)):
      context.machine.close(handle, tag: slot.tag(Self.closing))
    case (Self.reading, .status(let code, let message)):
      end(.status(code, message, doing: "list the folder", path: path), &context, slot)
    case (Self.reading, _):
      end(SFTPError(.protocolViolation, "\(path): \(ProtocolViolation.endlessFolder)", path: path), &context, slot)
    default:
      outcome = failure.map { .failure($0) } ?? .success(.entries(entries))
    }
  }

  private func end(_ error: SFTPError, _ context: inout EngineContext, _ slot: TaskSlot) {
    failure = error
    context.machine.close(handle, tag: slot.tag(Self.closing))
  }
}
