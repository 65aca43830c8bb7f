/// Sees to it that a folder is there, making it and those above it where they are missing.
final class FolderJob: Job {
  /// From the wanted folder up to the one that is being seen to.
  private var missing: [String] = []
  private let folder: String
  private let mayMake: Bool
  /// Whether one of the missing folders is there now, so that no folder above it can be missing.
  private var hasGround = false
  /// Whether the server was asked what is there after it would not make the folder.
  private var hasAskedAgain = false

  init(_ folder: String, mayMake: Bool) {
    self.folder = folder
    self.mayMake = mayMake
  }

  func begin() -> [JobAction] {
    missing = [folder]
    hasGround = false
    hasAskedAgain = false
    return mayMake ? provideNext() : [.submit(.status(folder), Slot(0, .folder))]
  }

  private func provideNext() -> [JobAction] {
    guard let next = missing.last else { return [.finish(.folderReady(isNew: false))] }
    return [.submit(.provideFolder(next), Slot(0, .folder))]
  }

  func handle(_ event: JobEvent) -> [JobAction] {
    guard case .reply(_, let result) = event else { return [] }
    switch result {
    case .success(.folder(let isNew)): return provided(isNew: isNew)
    case .success(.status(let status)): return status.isFolder ? provided(isNew: false) : finish(isFile)
    case .success: return finish(.unexpectedReply(folder))
    case .failure(let failure): return mayMake ? notProvided(failure) : notFound(failure)
    }
  }

  private func provided(isNew: Bool) -> [JobAction] {
    missing.removeLast()
    hasGround = true
    hasAskedAgain = false
    return missing.isEmpty ? [.finish(.folderReady(isNew: isNew))] : provideNext()
  }

  private func notProvided(_ failure: RemoteFailure) -> [JobAction] {
    if failure.isConnection { return finish(failure) }
    let path = missing.last ?? folder
    if failure.code == .notFound, !hasGround {
      let parent = SlashPath.folder(of: path)
      if !parent.isEmpty, parent != "/" {
        missing.append(parent)
        return provideNext()
      }
    }
    // Somebody else may have made it meanwhile, which a bare failure does not tell.
    if failure.code == .alreadyThere || failure.code == .failure, !hasAskedAgain {
      hasAskedAgain = true
      return [.submit(.status(path), Slot(0, .folder))]
    }
    let message = "the folder is not there and cannot be made (\(failure.message)); make it on the server"
    return finish(RemoteFailure(failure.code, path: path, message: message))
  }

  private var isFile: RemoteFailure {
    RemoteFailure(.alreadyThere, path: missing.last, message: "this is a file, and a folder is needed here")
  }

  /// A folder that may not be made.
  private func notFound(_ failure: RemoteFailure) -> [JobAction] {
    switch failure.code {
    // A server that does not let folders be looked at may still take files into them.
    case .permissionDenied: return [.finish(.folderReady(isNew: false))]
    case .notFound:
      return finish(RemoteFailure(.notFound, path: folder, message: "the folder is not on the server"))
    default: return finish(failure)
    }
  }

  private func finish(_ failure: RemoteFailure) -> [JobAction] {
    failure.isConnection ? [.retry(failure)] : [.finish(.folderFailed(failure))]
  }
}
