import Bytes
import Ledger

/// Giving checked files their final names, in order.
extension ParcelJob {
  /// Renames the next file, once the ledger knows that the parcel is being made visible.
  func publishNext() {
    guard recorded == .verified || recorded == .uncertain else { return record(.verified) }
    guard let index = files.firstIndex(where: { $0.stage == .arrived }) else { return }
    files[index].stage = .busy
    rename(index)
  }

  private func rename(_ index: Int) {
    let file = plan.files[index]
    let replacing = plan.mayReplace && plan.capabilities.canRenameOver
    submit(.rename(from: file.temporaryPath, to: file.finalPath, replacing: replacing), index, .rename)
  }

  func renameEnded(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    switch result {
    case .success:
      files[index].stage = .published
      files[index].isRenamed = true
    case .failure(let failure):
      switch failure.code {
      case .alreadyThere, .failure:
        // SFTP v3 has one code for a taken name and for everything else, so the server is asked which it is.
        submit(.status(plan.files[index].finalPath), index, .taken)
        files[index].renameFailure = failure
      case .notFound: fail(.vanished(plan.files[index].temporaryPath))
      case .permissionDenied, .unsupported: fail(failure.withAdviceOnNames)
      default: fail(failure)
      }
    }
  }

  func takenStatusCame(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    let file = plan.files[index]
    switch result {
    case .success(.status(let status)):
      if status.isFolder {
        return fail(
          RemoteFailure(.permissionDenied, path: file.finalPath, message: "a folder has the name of the file"))
      }
      if plan.mayReplace { return clear(index) }
      if status.size != file.size { return conflict(index) }
      readBack(index, file.finalPath, for: .comparingTaken)
    case .success: fail(.unexpectedReply(file.finalPath))
    case .failure(let failure):
      // The name is free: the rename failed for another reason.
      fail(failure.code == .notFound ? files[index].renameFailure ?? failure : failure)
    }
  }

  /// What has our name is what we were to send, or somebody else's.
  func takenCompared(_ index: Int, _ isSame: Bool) {
    guard isSame else { return conflict(index) }
    actions.append(.foundThere)
    submit(.remove(plan.files[index].temporaryPath), index, .cleanUp)
    files[index].stage = .published
  }

  /// Takes an earlier file away, where the server cannot rename over it.
  private func clear(_ index: Int) {
    guard !files[index].isCleared else { return fail(files[index].renameFailure ?? .vanished(path(index))) }
    files[index].isCleared = true
    submit(.remove(plan.files[index].finalPath), index, .clear)
  }

  func clearEnded(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    switch result {
    case .success: rename(index)
    case .failure(let failure) where failure.code == .notFound: rename(index)
    case .failure(let failure): fail(failure)
    }
  }

  /// Somebody else's file stands where ours is to go: nothing of ours stays behind.
  func conflict(_ index: Int) {
    for (other, file) in plan.files.enumerated() where usesTemporaryNames {
      if files[other].isRenamed {
        submit(.remove(file.finalPath), other, .cleanUp)
      } else if sentSomething || recorded != nil {
        submit(.remove(file.temporaryPath), other, .cleanUp)
      }
    }
    let reason = "\(plan.files[index].finalPath) is on the server already, with other contents"
    record(.refused, reason: reason)
    end(.finish(.parcel(.conflict(reason: reason))))
  }
}

extension RemoteFailure {
  /// The failure of a rename that was refused, with what helps where no rename is ever allowed.
  fileprivate var withAdviceOnNames: RemoteFailure {
    RemoteFailure(
      code, path: path,
      message: message
        + ". If this server lets nobody rename, name its profile: --server-profile aws-transfer, which sends "
        + "files under their own names at once.")
  }
}
