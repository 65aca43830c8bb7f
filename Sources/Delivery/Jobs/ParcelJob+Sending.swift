import Bytes
import Ledger

/// Sending a parcel's files and checking them.
extension ParcelJob {
  /// Begins the next operation of a file, if it has one.
  func step(_ index: Int) {
    switch files[index].stage {
    case .toCompareTail(let size): compareTail(index, size: size)
    case .toCompareParts: compareParts(index)
    case .toCompareFinal: readBack(index, plan.files[index].finalPath, for: .recognising)
    case .toSend(let offset): send(index, from: offset)
    case .toCheck: check(index)
    case .unknown, .busy, .arrived, .published, .taken: break
    }
  }

  /// Sends a file, once the ledger knows that something may be on the server.
  private func send(_ index: Int, from offset: Int64) {
    guard recorded == .sending || recorded == .uncertain else { return record(.sending) }
    let file = plan.files[index]
    files[index].stage = .busy
    sentSomething = true
    files[index].isResumed = offset > 0
    let isThere = usesTemporaryNames && (files[index].temporarySize != nil || files[index].isTorn)
    let isOfUse = file.isCut ? !files[index].arrived.isEmpty : offset > 0
    if isThere, !isOfUse { discard(index) } else { sendBytes(index, from: offset) }
  }

  private func sendBytes(_ index: Int, from offset: Int64) {
    let file = plan.files[index]
    if file.isCut { return beginParts(index) }
    submit(
      .upload(
        RemoteUpload(
          localPath: file.localPath, remotePath: path(index), offset: offset, size: file.size,
          opening: offset == 0 ? .truncate : .resume,
          synchronizes: plan.synchronizes && plan.capabilities.canSynchronize)), index, .upload)
  }

  /// Removes what is there and of no use, so that its length says nothing wrong. It is not emptied: a server that still writes what
  /// a lost connection has brought would go on in the middle of what is sent anew, and leave a hole before it.
  private func discard(_ index: Int) {
    if plan.files[index].isCut { actions.append(.noteArrived(file: index, ranges: [])) }
    submit(.remove(path(index)), index, .discard)
  }

  func discarded(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    if case .failure(let failure) = result {
      if failure.isConnection { return fail(failure) }
      // A server that removes nothing still lets it be emptied.
      if failure.code != .notFound, plan.files[index].isCut {
        let nothing = RemoteUpload(localPath: plan.files[index].localPath, remotePath: path(index), size: 0)
        return submit(.upload(nothing), index, .emptying)
      }
    }
    sendBytes(index, from: 0)
  }

  func emptied(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    if case .failure(let failure) = result { fail(failure) } else { sendBytes(index, from: 0) }
  }

  func uploadEnded(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    switch result {
    case .success(.uploaded(let size?)): sizeKnown(index, size)
    case .success(.uploaded(nil)): submit(.status(path(index)), index, .size)
    case .success: fail(.unexpectedReply(path(index)))
    case .failure(let failure):
      if files[index].isResumed, !failure.isConnection, failure.code != .localFile, failure.code != .noSpace {
        return restart(index, failure)
      }
      fail(failure)
    }
  }

  /// The server let the file be opened for going on, and then did not take it: as with servers that only write in sequence.
  /// The file begins anew at once, and so do all others.
  private func restart(_ index: Int, _ failure: RemoteFailure) {
    actions.append(.resumeRefused(failure))
    files[index].isTorn = true
    files[index].stage = .toSend(offset: 0)
  }

  func sizeCame(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    switch result {
    case .success(.status(let status)): sizeKnown(index, status.size ?? plan.files[index].size)
    case .success: fail(.unexpectedReply(path(index)))
    case .failure(let failure): fail(failure.code == .notFound ? .vanished(path(index)) : failure)
    }
  }

  private func sizeKnown(_ index: Int, _ size: Int64) {
    guard size == plan.files[index].size else {
      let message = "the server has \(size) bytes of \(plan.files[index].size)"
      return fail(RemoteFailure(.failure, path: path(index), message: message))
    }
    actions.append(.checkSource(file: index))
  }

  func sourceChecked(_ index: Int, _ problem: RemoteFailure?) {
    if let problem { return fail(problem) }
    files[index].stage = .toCheck
  }

  /// Compares a sent file's contents where that is asked for.
  private func check(_ index: Int) {
    if plan.verification == .size { return arrived(index) }
    if usesTemporaryNames, recorded == .sending, files.allSatisfy(\.isSent) { return record(.sent) }
    if plan.verification == .remoteHash { return askForHash(index) }
    readBack(index, path(index), for: .checking)
  }

  func arrived(_ index: Int) {
    files[index].stage = usesTemporaryNames ? .arrived : .published
  }
}
