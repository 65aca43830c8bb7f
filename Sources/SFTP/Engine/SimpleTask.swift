/// An operation of one request and one answer.
final class SimpleTask: EngineTask {
  private let operation: SFTPOperation
  private(set) var outcome: Result<SFTPReply, SFTPError>?

  init(_ operation: SFTPOperation) {
    self.operation = operation
  }

  func start(_ context: inout EngineContext, _ slot: TaskSlot) {
    let tag = slot.tag(0)
    switch operation {
    case .status(let path, let followLinks): context.machine.status(path, followLinks: followLinks, tag: tag)
    case .setStatus(let path, let attributes): context.machine.setStatus(path, attributes, tag: tag)
    case .remove(let path): context.machine.remove(path, tag: tag)
    case .makeFolder(let path, let permissions):
      context.machine.makeFolder(path, FileAttributes(permissions: permissions), tag: tag)
    case .removeFolder(let path): context.machine.removeFolder(path, tag: tag)
    case .realPath(let path): context.machine.realPath(path, tag: tag)
    case .rename(let source, let target, let over):
      if !over { return context.machine.rename(source, to: target, tag: tag) }
      guard context.extensions.posixRename else { return lacks("posix-rename@openssh.com") }
      context.machine.posixRename(source, to: target, tag: tag)
    case .hardLink(let source, let target):
      guard context.extensions.hardLink else { return lacks("hardlink@openssh.com") }
      context.machine.hardLink(source, to: target, tag: tag)
    case .volume(let path):
      guard context.extensions.statvfs else { return lacks("statvfs@openssh.com") }
      context.machine.volumeStatus(path, tag: tag)
    case .upload, .download, .list, .readRange, .hash, .provideFolder:
      preconditionFailure("not one request and one answer")
    }
  }

  private func lacks(_ name: String) {
    outcome = .failure(
      SFTPError(.unsupported, "\(operation.path): the server does not offer \(name)", path: operation.path))
  }

  func take(_ reply: Reply, note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot) {
    switch reply {
    case .status(.ok, _): outcome = .success(.done)
    case .status(let code, let message):
      outcome = .failure(.status(code, message, doing: action, path: operation.path))
    case .attributes(let attributes): outcome = .success(.attributes(attributes))
    case .names(let names):
      outcome = names.first.map { .success(.path($0.name)) } ?? .failure(.nonsense(operation.path))
    case .extended(let range):
      outcome =
        (try? context.machine.volumeStatus(in: range)).map { .success(.volume($0)) }
        ?? .failure(.nonsense(operation.path))
    case .handle, .data: outcome = .failure(.nonsense(operation.path))
    }
  }

  private var action: String {
    switch operation {
    case .status: "look at it"
    case .setStatus: "set its attributes"
    case .remove: "remove it"
    case .makeFolder, .provideFolder: "make the folder"
    case .removeFolder: "remove the folder"
    case .realPath: "find its absolute path"
    case .rename(_, let target, _): "rename it to \(target)"
    case .hardLink(_, let target): "link it to \(target)"
    case .volume: "ask how full the disk is"
    case .hash: "hash it"
    case .upload, .download, .list, .readRange: "transfer it"
    }
  }
}
