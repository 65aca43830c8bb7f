import Bytes
import Ledger

/// Reading remote files, or having the server hash them, and comparing their hashes with the local ones.
extension ParcelJob {
  func askForHash(_ index: Int) {
    files[index].stage = .busy
    files[index].isBeingHashed = true
    submit(.hash(path(index), size: plan.files[index].size), index, .hash)
  }

  /// The server's word for a match is taken. Its word against one is not: a shell may see other files than SFTP does.
  func hashCame(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    files[index].isBeingHashed = false
    switch result {
    case .success(.sha256(let hash)):
      if hash == plan.files[index].sha256 { return arrived(index) }
      actions.append(.readsBack(reason: "the server's shell hashes other contents than were sent"))
    case .success: return fail(.unexpectedReply(path(index)))
    case .failure(let failure):
      if failure.isConnection { return fail(failure) }
      actions.append(.readsBack(reason: failure.message))
    }
    readBack(index, path(index), for: .checking)
  }

  func readBack(_ index: Int, _ path: String, for reason: Readback.Reason) {
    let file = plan.files[index]
    guard let sha256 = file.sha256 else { return readBackEnded(index, reason, isSame: reason == .checking) }
    files[index].stage = .busy
    let readback = Readback(path: path, size: file.size, expected: sha256, reason: reason)
    files[index].readback = readback
    goOn(index, readback)
  }

  private func goOn(_ index: Int, _ readback: Readback) {
    if let verdict = readback.verdict { return readBackEnded(index, readback.reason, isSame: verdict) }
    for read in readback.nextReads() {
      submit(.read(readback.path, offset: read.offset, count: read.count), index, .readBack(offset: read.offset))
    }
  }

  func pieceCame(_ index: Int, _ offset: Int64, _ result: Result<RemoteReply, RemoteFailure>) {
    // Pieces that were under way when the verdict fell belong to no readback any more.
    guard let readback = files[index].readback else { return }
    switch result {
    case .success(.bytes(let bytes)):
      readback.take(offset: offset, bytes)
      goOn(index, readback)
    case .success: fail(.unexpectedReply(readback.path))
    case .failure(let failure): readBackFailed(index, readback, failure)
    }
  }

  private func readBackFailed(_ index: Int, _ readback: Readback, _ failure: RemoteFailure) {
    if failure.isConnection { return fail(failure) }
    // What we may not read counts as not ours.
    if readback.reason != .checking { return readBackEnded(index, readback.reason, isSame: false) }
    guard failure.code == .permissionDenied || failure.code == .unsupported else { return fail(failure) }
    let message = "the server does not let the file be read back (\(failure.message)); use --verify size"
    fail(RemoteFailure(failure.code, path: readback.path, message: message))
  }

  private func readBackEnded(_ index: Int, _ reason: Readback.Reason, isSame: Bool) {
    files[index].readback = nil
    switch reason {
    case .checking where isSame: arrived(index)
    case .checking:
      let message = "what the server holds is not what was sent"
      // It is sent again from its beginning: what is there cannot be gone on with.
      files[index].isTorn = true
      fail(RemoteFailure(.failure, path: path(index), message: message))
    case .recognising where isSame: files[index].stage = .published
    case .recognising where recorded == nil && !plan.mayReplace: conflict(index)
    case .recognising: files[index].stage = .toSend(offset: 0)
    case .comparingTaken: takenCompared(index, isSame)
    }
  }
}
