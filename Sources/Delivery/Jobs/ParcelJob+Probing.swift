import Bytes
import Ledger

/// Asking the server how far an earlier attempt came.
extension ParcelJob {
  /// How much of a remote file's end is compared with the local one before it is gone on with, in bytes.
  static let tailLength: Int64 = 65_536

  /// Asks for what must be known, or goes on at once where nothing can be there.
  func probe(asksServer: Bool) {
    let needsFinal =
      asksServer || plan.looksFirst || publishingMayHaveBegun || (!usesTemporaryNames && !plan.mayReplace)
    let needsTemporary = usesTemporaryNames && (recorded != nil || asksServer)
    for index in files.indices {
      if needsTemporary { submit(.status(plan.files[index].temporaryPath), index, .temporaryStatus) }
      if needsFinal { submit(.status(plan.files[index].finalPath), index, .finalStatus) }
      files[index].stage = needsFinal || needsTemporary ? .busy : .toSend(offset: 0)
      files[index].probes = (needsFinal ? 1 : 0) + (needsTemporary ? 1 : 0)
    }
  }

  /// Whether an earlier attempt may have given files their final names.
  var publishingMayHaveBegun: Bool {
    switch recorded {
    case nil, .planned, .refused: false
    case .sending, .sent: !usesTemporaryNames
    case .verified, .uncertain, .published: true
    }
  }

  func statusCame(_ slot: Slot, _ result: Result<RemoteReply, RemoteFailure>) {
    switch result {
    case .success(.status(let status)):
      if status.isFolder {
        let path = slot.purpose == .finalStatus ? plan.files[slot.file].finalPath : plan.files[slot.file].temporaryPath
        return fail(RemoteFailure(.permissionDenied, path: path, message: "a folder has the name of the file"))
      }
      if slot.purpose == .finalStatus {
        files[slot.file].final = status
      } else {
        files[slot.file].temporarySize = status.size ?? 0
      }
    case .success: return fail(.unexpectedReply(path(slot.file)))
    case .failure(let failure): if failure.code != .notFound { return fail(failure) }
    }
    files[slot.file].probes -= 1
    if files[slot.file].probes == 0 { decide(slot.file) }
  }

  /// What to do with a file now that the server has told what it has.
  private func decide(_ index: Int) {
    let file = plan.files[index]
    let state = files[index]
    let isRightSize = state.final.map { $0.size == file.size } ?? false
    if usesTemporaryNames {
      if publishingMayHaveBegun, state.temporarySize == nil, isRightSize {
        // Only our own rename takes our temporary name away.
        files[index].stage = .published
      } else if publishingMayHaveBegun, state.temporarySize == file.size {
        // It was checked before that state was recorded.
        files[index].stage = .arrived
        actions.append(.credit(bytes: file.size))
      } else if recorded == nil, plan.asksServer, isRightSize, isNotOlder(state.final, file) {
        files[index].stage = .published
      } else if plan.looksFirst, recorded == nil, isRightSize, file.sha256 != nil {
        files[index].stage = .toCompareFinal
      } else if file.isCut {
        files[index].stage = .toCompareParts
      } else {
        files[index].stage = resumeStage(state.temporarySize, file.size, isTorn: state.isTorn)
      }
    } else {
      files[index].stage = directStage(state, file, isRightSize)
      if files[index].stage == .taken { conflict(index) }
    }
  }

  private func directStage(_ state: FileState, _ file: PlannedFile, _ isRightSize: Bool) -> Stage {
    guard let final = state.final else { return .toSend(offset: 0) }
    if recorded == nil, plan.asksServer {
      return isRightSize && isNotOlder(final, file) ? .published : .toSend(offset: 0)
    }
    if isRightSize, file.sha256 != nil { return .toCompareFinal }
    return recorded == nil && !plan.mayReplace ? .taken : .toSend(offset: 0)
  }

  /// Whether the remote file was written after the local one last changed. Servers name whole seconds.
  private func isNotOlder(_ status: RemoteStatus?, _ file: PlannedFile) -> Bool {
    guard let modified = status?.modified else { return false }
    return modified.seconds >= file.modified.seconds
  }

  private func resumeStage(_ found: Int64?, _ size: Int64, isTorn: Bool) -> Stage {
    guard plan.capabilities.canResume, !isTorn, let found, found <= size else { return .toSend(offset: 0) }
    // What lies within reach of unordered writes may have holes, and is sent again.
    let sure = max(0, found - plan.capabilities.unorderedBytes)
    return sure > 0 ? .toCompareTail(size: sure) : .toSend(offset: 0)
  }

  /// Reads the end of the remote file.
  func compareTail(_ index: Int, size: Int64) {
    let start = size - min(size, ParcelJob.tailLength)
    files[index].stage = .busy
    files[index].tail = start..<size
    submit(.read(path(index), offset: start, count: Int(size - start)), index, .tail)
  }

  func tailCame(_ index: Int, _ result: Result<RemoteReply, RemoteFailure>) {
    let tail = files[index].tail
    switch result {
    case .success(.bytes(let bytes)) where bytes.count == tail.count:
      actions.append(.compareLocal(file: index, offset: tail.lowerBound, bytes: bytes))
    case .success(.bytes): files[index].stage = .toSend(offset: 0)
    case .success: fail(.unexpectedReply(path(index)))
    case .failure(let failure):
      // A server that does not let us read still lets us begin anew.
      if failure.isConnection { fail(failure) } else { files[index].stage = .toSend(offset: 0) }
    }
  }

  func tailCompared(_ index: Int, _ isSame: Bool) {
    let end = files[index].tail.upperBound
    files[index].stage = .toSend(offset: isSame ? end : 0)
    if isSame { actions.append(.credit(bytes: end)) }
  }
}

extension RemoteFailure {
  /// A store answered with something that does not belong to the operation.
  static func unexpectedReply(_ path: String) -> RemoteFailure {
    RemoteFailure(.protocolViolation, path: path, message: "the server's answer does not belong to the question")
  }

  /// A file that was just written is not there any more.
  static func vanished(_ path: String) -> RemoteFailure {
    RemoteFailure(.failure, path: path, message: "the file was sent and is not there any more")
  }
}
