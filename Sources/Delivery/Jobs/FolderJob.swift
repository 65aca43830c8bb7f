/// Sees to it that a folder is there, making it and those above it where they are missing.
final class FolderJob: Job {
  /// From the wanted folder up to the first that is there.
  private var missing: [String] = []
  private let folder: String
  private let mayMake: Bool
  /// Whether the last folder was made by us, rather than found.
  private var madeLast = false
  /// Whether the server was asked what is there after it would not make the folder.
  private var hasAskedAgain = false

  init(_ folder: String, mayMake: Bool) {
    self.folder = folder
    self.mayMake = mayMake
  }

  func begin() -> [JobAction] {
    missing = [folder]
    hasAskedAgain = false
    madeLast = false
    return [.submit(.status(folder), Slot(0, .folder))]
  }

  func handle(_ event: JobEvent) -> [JobAction] {
    guard case .reply(let slot, let result) = event else { return [] }
    if slot.purpose == .clear { return made(result) }
    switch result {
    case .success(.status(let status)): return found(status)
    case .success: return finish(.unexpectedReply(folder))
    case .failure(let failure): return notFound(failure)
    }
  }

  /// The topmost folder that was asked for is there.
  private func found(_ status: RemoteStatus) -> [JobAction] {
    hasAskedAgain = false
    madeLast = false
    guard let top = missing.popLast() else { return [.finish(.folderReady(isNew: false))] }
    guard status.isFolder else {
      return finish(RemoteFailure(.alreadyThere, path: top, message: "this is a file, and a folder is needed here"))
    }
    return makeNext()
  }

  private func notFound(_ failure: RemoteFailure) -> [JobAction] {
    guard failure.code == .notFound else {
      // A server that does not let folders be looked at may still take files into them.
      if failure.code == .permissionDenied { return [.finish(.folderReady(isNew: false))] }
      return finish(failure)
    }
    guard mayMake else {
      return finish(RemoteFailure(.notFound, path: folder, message: "the folder is not on the server"))
    }
    let parent = SlashPath.folder(of: missing.last ?? folder)
    if parent.isEmpty || parent == "/" { return makeNext() }
    missing.append(parent)
    return [.submit(.status(parent), Slot(0, .folder))]
  }

  private func makeNext() -> [JobAction] {
    guard let next = missing.last else { return [.finish(.folderReady(isNew: madeLast))] }
    return [.submit(.makeFolder(next), Slot(0, .clear))]
  }

  private func made(_ result: Result<RemoteReply, RemoteFailure>) -> [JobAction] {
    guard case .failure(let failure) = result else {
      missing.removeLast()
      hasAskedAgain = false
      madeLast = true
      return makeNext()
    }
    // Somebody else may have made it meanwhile, which a bare failure does not tell.
    if failure.code == .alreadyThere || failure.code == .failure, !hasAskedAgain {
      hasAskedAgain = true
      return [.submit(.status(missing.last ?? folder), Slot(0, .folder))]
    }
    if failure.isConnection { return finish(failure) }
    let message = "the folder is not there and cannot be made (\(failure.message)); make it on the server"
    return finish(RemoteFailure(failure.code, path: missing.last, message: message))
  }

  private func finish(_ failure: RemoteFailure) -> [JobAction] {
    failure.isConnection ? [.retry(failure)] : [.finish(.folderFailed(failure))]
  }
}
