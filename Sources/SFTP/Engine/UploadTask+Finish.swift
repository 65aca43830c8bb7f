/// The end of an upload, after the last acknowledged or failed write.
extension UploadTask {
  /// Goes on to closing, or first finds out what a bare FAILURE meant where the server can tell.
  func finishWriting(_ context: inout EngineContext, _ slot: TaskSlot) {
    source = nil
    if !findCause(&context, slot) { close(&context, slot) }
  }

  /// Asks how full the disk is, where that may explain a bare FAILURE.
  private func findCause(_ context: inout EngineContext, _ slot: TaskSlot) -> Bool {
    guard failure?.code == .failure, !hasAskedCause, context.extensions.statvfs else { return false }
    hasAskedCause = true
    isClosed = step == .closing
    step = .findingCause
    context.machine.volumeStatus(upload.remotePath, tag: slot.tag(Note.cause))
    return true
  }

  func foundCause(_ reply: Reply, _ context: inout EngineContext, _ slot: TaskSlot) {
    if case .extended(let range) = reply, let volume = try? context.machine.volumeStatus(in: range),
      volume.availableBytes < UInt64(upload.end - upload.start)
    {
      failure = SFTPError(
        .noSpace,
        "\(upload.remotePath): cannot write to it: \(volume.availableBytes) bytes are free on the server's disk",
        path: upload.remotePath)
    }
    if isClosed { conclude() } else { close(&context, slot) }
  }

  /// Sends what belongs before CLOSE, and CLOSE, without waiting in between: an OpenSSH server does them in order. Other
  /// servers may not, so there only CLOSE goes out, and the size is asked of the path afterwards.
  func close(_ context: inout EngineContext, _ slot: TaskSlot) {
    step = .closing
    source = nil
    waiting += 1
    let inOrder = context.profile.worksInOrder
    if failure == nil, upload.synchronize, context.extensions.fsync {
      waiting += 1
      context.machine.synchronize(handle, tag: slot.tag(Note.synchronize))
      // Its failure must be known before the file counts as written, its order with CLOSE does not matter on OpenSSH.
      if !inOrder { return }
    }
    sendClose(&context, slot)
  }

  private func sendClose(_ context: inout EngineContext, _ slot: TaskSlot) {
    if failure == nil, context.profile.worksInOrder {
      if let times = upload.times, context.profile.setsAttributes {
        waiting += 1
        context.machine.setHandleStatus(handle, FileAttributes(times: times), tag: slot.tag(Note.attributes))
      }
      if upload.checksSize {
        waiting += 1
        context.machine.handleStatus(handle, tag: slot.tag(Note.size))
      }
    }
    context.machine.close(handle, tag: slot.tag(Note.close))
  }

  func closed(_ reply: Reply, _ note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot) {
    waiting -= 1
    switch reply {
    case .status(.ok, _): break
    case .attributes(let attributes): remoteSize = attributes.size
    case .status(let code, let message):
      // Times that a server will not set are no reason to call a whole file failed.
      if note == Note.attributes { break }
      // Whoever may not ask an open file may still ask its path.
      if note == Note.size, step == .closing {
        asksPath = true
        break
      }
      failure = failure ?? .status(code, message, doing: Self.action(note), path: upload.remotePath)
    default: break
    }
    if note == Note.synchronize, !context.profile.worksInOrder { return sendClose(&context, slot) }
    if waiting == 0 { settle(&context, slot) }
  }

  /// Ends the upload when all is answered, or asks what is still to be known.
  func settle(_ context: inout EngineContext, _ slot: TaskSlot) {
    if step == .closing, context.profile.worksInOrder, findCause(&context, slot) { return }
    if failure == nil, upload.checksSize, asksPath || !context.profile.worksInOrder, step == .closing {
      return askPath(&context, slot)
    }
    conclude()
  }

  /// Asks the closed file's path for the size, and sets the times there.
  private func askPath(_ context: inout EngineContext, _ slot: TaskSlot) {
    step = .checking
    waiting = 1
    if let times = upload.times, context.profile.setsAttributes, !context.profile.worksInOrder {
      waiting += 1
      context.machine.setStatus(upload.remotePath, FileAttributes(times: times), tag: slot.tag(Note.attributes))
    }
    context.machine.status(upload.remotePath, tag: slot.tag(Note.size))
  }

  private func conclude() {
    if failure == nil, upload.checksSize, let size = remoteSize, size != UInt64(upload.end) {
      failure = SFTPError(
        .sizeMismatch, "\(upload.remotePath): \(upload.end) bytes were sent and \(size) arrived",
        path: upload.remotePath)
    }
    outcome =
      failure.map { .failure($0) }
      ?? .success(.uploaded(UploadResult(sentBytes: upload.end - upload.start, remoteSize: remoteSize)))
  }

  private static func action(_ note: UInt32) -> String {
    switch note {
    case Note.synchronize: "force it to the disk"
    case Note.size: "ask for its size"
    default: "close it"
    }
  }
}
