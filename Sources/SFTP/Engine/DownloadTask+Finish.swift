/// The end of a download, behind the last READ.
extension DownloadTask {
  /// Sends CLOSE, and before it FSTAT where the server works in order; other servers are asked for the path afterwards.
  func close(_ context: inout EngineContext, _ slot: TaskSlot) {
    step = .closing
    waiting = 1
    if failure == nil, version != nil, context.profile.worksInOrder {
      waiting += 1
      context.machine.handleStatus(handle, tag: slot.tag(Note.version))
    }
    context.machine.close(handle, tag: slot.tag(Note.close))
  }

  func takeLast(_ reply: Reply, _ note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot) {
    waiting -= 1
    if note == Note.version { compare(reply) }
    guard waiting == 0 else { return }
    if isIncomplete { return reopen(&context, slot) }
    if step == .closing, failure == nil, version != nil, asksPath || !context.profile.worksInOrder {
      step = .checking
      waiting = 1
      return context.machine.status(path, tag: slot.tag(Note.version))
    }
    conclude()
  }

  /// Compares what the file is now with what it was listed as.
  private func compare(_ reply: Reply) {
    guard failure == nil, let version else { return }
    switch reply {
    case .attributes(let attributes):
      let now = FileVersion(attributes)
      guard !version.agrees(with: now) else { return }
      failure = changed(version.size == now.size ? "its time is another" : "\(now.size ?? 0) bytes now")
    case .status where step == .closing: asksPath = true
    case .status(let code, let message):
      failure = .status(code, message, doing: "look at it again", path: path)
    default: break
    }
  }
}
