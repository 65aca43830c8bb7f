import Files

/// The sending of a file: OPEN, WRITE as room allows, and once all writes are acknowledged FSYNC, FSETSTAT, the size and
/// CLOSE.
final class UploadTask: EngineTask {
  let upload: Upload
  var source: UploadSource?
  var handle: [UInt8] = []
  var step = Step.opening
  /// The offset of the next byte to ask for.
  var next: Int64
  /// WRITEs that wait for their answer, and other requests of the step.
  var waiting = 0
  var failure: SFTPError?
  var remoteSize: UInt64?
  /// Whether the server was asked how full its disk is, and whether that was after CLOSE.
  var hasAskedCause = false
  var isClosed = false
  /// Whether the server would not say how large the open file is, so that its path is asked.
  var asksPath = false
  private(set) var progress: Int64 = 0
  var outcome: Result<SFTPReply, SFTPError>?

  /// Where the upload stands. It moves down this list only.
  enum Step {
    /// OPEN waits.
    case opening
    /// WRITEs go out and come back.
    case writing
    /// The disk may be full: `statvfs` is asked.
    case findingCause
    /// FSYNC, FSETSTAT, FSTAT and CLOSE wait, in whatever number was sent.
    case closing
    /// STAT waits.
    case checking
  }

  /// Notes on requests; a WRITE's note is its length above these.
  enum Note {
    static let open: UInt32 = 0
    static let cause: UInt32 = 1
    static let synchronize: UInt32 = 2
    static let attributes: UInt32 = 3
    static let size: UInt32 = 4
    static let close: UInt32 = 5
    static let firstLength: UInt32 = 16
  }

  init(_ upload: Upload) {
    self.upload = upload
    next = upload.start
  }

  func start(_ context: inout EngineContext, _ slot: TaskSlot) {
    do {
      source = try UploadSource.open(upload)
    } catch {
      outcome = .failure(error)
      return
    }
    let attributes = FileAttributes(permissions: context.profile.setsAttributes ? upload.permissions : nil)
    context.machine.open(upload.remotePath, upload.flags, attributes: attributes, tag: slot.tag(Note.open))
  }

  var isHungry: Bool { step == .writing && failure == nil && next < upload.end }

  func feed(_ context: inout EngineContext, _ slot: TaskSlot) {
    let count = Int(min(Int64(context.limits.writeSize), upload.end - next))
    let offset = next
    do {
      let isWhole = unsafe try context.machine.write(
        handle, offset: UInt64(offset), count: count, tag: slot.tag(Note.firstLength + UInt32(count))
      ) { (room) throws(SystemError) in
        unsafe try source?.fill(room, from: offset) ?? false
      }
      guard isWhole else {
        return stop(SFTPError(.localFile, "\(localName) became shorter while it was sent"), &context, slot)
      }
      next += Int64(count)
      waiting += 1
      // A server that works in order is told to close without waiting for the acknowledgements.
      if next == upload.end, context.profile.worksInOrder { close(&context, slot) }
    } catch {
      stop(SFTPError(.localFile, "\(error)"), &context, slot)
    }
  }

  var localName: String {
    if case .file(let path) = upload.source { path } else { "the bytes" }
  }

  /// Notes the first failure; what is in flight is waited for before the handle is closed.
  func stop(_ error: SFTPError, _ context: inout EngineContext, _ slot: TaskSlot) {
    failure = failure ?? error
    if waiting == 0 { finishWriting(&context, slot) }
  }

  func take(_ reply: Reply, note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot) {
    switch note {
    case Note.open: opened(reply, &context, slot)
    case Note.cause: foundCause(reply, &context, slot)
    case Note.synchronize, Note.attributes, Note.size, Note.close: closed(reply, note, &context, slot)
    default: written(reply, Int64(note - Note.firstLength), &context, slot)
    }
  }

  private func opened(_ reply: Reply, _ context: inout EngineContext, _ slot: TaskSlot) {
    switch reply {
    case .handle(let opened):
      handle = opened
      step = .writing
      if next == upload.end { finishWriting(&context, slot) }
    case .status(let code, let message):
      outcome = .failure(.status(code, message, doing: "open it for writing", path: upload.remotePath))
    default: break
    }
  }

  private func written(_ reply: Reply, _ count: Int64, _ context: inout EngineContext, _ slot: TaskSlot) {
    waiting -= 1
    if case .status(let code, let message) = reply {
      if code == .ok {
        progress += count
      } else {
        failure = failure ?? .status(code, message, doing: "write to it", path: upload.remotePath)
      }
    }
    guard waiting == 0 else { return }
    if step == .closing {
      settle(&context, slot)
    } else if failure != nil || next == upload.end {
      finishWriting(&context, slot)
    }
  }
}
