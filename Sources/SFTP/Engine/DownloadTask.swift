import Bytes
import Files

/// The fetching of a file or a part of it: OPEN, many READs at once, FSTAT and CLOSE.
///
/// Short answers are asked for again where they stopped. Where the size is known beforehand no more than that is asked for;
/// otherwise the end is where the server says so.
final class DownloadTask: EngineTask {
  let path: RemotePath
  private let start: UInt64
  /// The offset behind the last byte wanted; nil for all.
  private let limit: UInt64?
  /// What the file must be at the end.
  let version: FileVersion?
  private let target: String?
  private var sink: DownloadSink?
  private(set) var handle: [UInt8] = []
  var step = Step.opening
  private var next: UInt64
  /// The lowest offset where the server said that the file ends.
  private var end: UInt64?
  /// READs that wait, by their number.
  private var reads: [UInt32: Range<UInt64>] = [:]
  private var again: [Range<UInt64>] = []
  private var readNumber = Note.firstRead
  /// Whether a server that works in order has answered short, so that READs go out one at a time.
  private var isCareful = false
  var failure: SFTPError?
  /// Whether the server would not say what the open file is, so that its path is asked.
  var asksPath = false
  /// Requests of the last step that wait.
  var waiting = 0
  private(set) var progress: Int64 = 0
  var outcome: Result<SFTPReply, SFTPError>?

  /// Where the download stands. It moves down this list, and back to the top after a CLOSE that came too early.
  enum Step {
    /// OPEN waits.
    case opening
    /// READs go out and come back.
    case reading
    /// FSTAT and CLOSE wait, and where a server works in order perhaps READs as well.
    case closing
    /// STAT waits.
    case checking
  }

  /// Notes on requests; a READ has a number of its own above these.
  enum Note {
    static let open: UInt32 = 0
    static let close: UInt32 = 1
    static let version: UInt32 = 2
    static let firstRead: UInt32 = 16
  }

  /// READs in flight for one file: with 255 KiB each enough for any link.
  private static let mostReads = 64

  /// Fetches into a file.
  init(_ download: Download) {
    path = download.remotePath
    start = UInt64(max(0, download.start))
    next = start
    version = download.version
    limit = download.version?.size
    target = download.localPath
  }

  /// Fetches a part into memory.
  init(_ path: RemotePath, offset: UInt64, count: Int) {
    self.path = path
    start = offset
    next = offset
    version = nil
    limit = offset + UInt64(max(0, count))
    target = nil
  }

  func start(_ context: inout EngineContext, _ slot: TaskSlot) {
    do {
      sink = if let target { .file(try FileDescriptor.open(target, .update(mode: 0o600))) } else { .memory([]) }
    } catch {
      outcome = .failure(SFTPError(.localFile, "\(error)"))
      return
    }
    context.machine.open(path, .read, tag: slot.tag(Note.open))
  }

  var isHungry: Bool {
    guard step == .reading, failure == nil, reads.count < (isCareful ? 1 : Self.mostReads) else { return false }
    if !again.isEmpty { return true }
    return next < min(limit ?? .max, end ?? .max, start + UInt64(progress) + ahead, missing + UInt64(Download.window))
  }

  /// Without a known size at first only a little ahead of what came, so that a short file is not asked for at sixty places
  /// behind its end.
  private var ahead: UInt64 { limit == nil && progress < 1 << 20 ? 1 << 20 : 64 << 20 }

  /// The first offset that is still to come.
  private var missing: UInt64 {
    var first = next
    for range in reads.values { first = min(first, range.lowerBound) }
    for range in again { first = min(first, range.lowerBound) }
    return first
  }

  func feed(_ context: inout EngineContext, _ slot: TaskSlot) {
    let range: Range<UInt64>
    if let unfinished = again.popLast() {
      range = unfinished
    } else {
      range = next..<min(next + UInt64(context.limits.readSize), limit ?? .max)
      next = range.upperBound
    }
    reads[readNumber] = range
    context.machine.read(handle, offset: range.lowerBound, count: Int(range.count), tag: slot.tag(readNumber))
    readNumber = readNumber == .max ? Note.firstRead : readNumber + 1
    // A server that works in order is told to close without waiting for the bytes.
    if let limit, next >= limit, again.isEmpty, !isCareful, context.profile.worksInOrder { close(&context, slot) }
  }

  func take(_ reply: Reply, note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot) {
    switch note {
    case Note.open:
      guard case .handle(let opened) = reply else {
        if case .status(let code, let message) = reply {
          outcome = .failure(.status(code, message, doing: "open it for reading", path: path))
        }
        return
      }
      handle = opened
      step = .reading
    case Note.close, Note.version: return takeLast(reply, note, &context, slot)
    default: read(reply, note, &context)
    }
    let isDone = failure != nil || (again.isEmpty && next >= min(limit ?? .max, end ?? .max))
    if step == .reading, reads.isEmpty, isDone { close(&context, slot) }
  }

  private func read(_ reply: Reply, _ note: UInt32, _ context: inout EngineContext) {
    // What was asked for behind a short answer is no longer waited for.
    guard let range = reads.removeValue(forKey: note) else { return }
    switch reply {
    case .data(let place) where !place.isEmpty:
      do {
        try sink?.write(context.machine.bytes(in: place), at: Int64(range.lowerBound - (target == nil ? start : 0)))
        progress += Int64(place.count)
        let rest = range.lowerBound + UInt64(place.count)..<range.upperBound
        if !rest.isEmpty { askAgain(rest, inOrder: context.profile.worksInOrder) }
      } catch {
        failure = failure ?? SFTPError(.localFile, "\(error)")
      }
    case .data, .status(.endOfFile, _): end = min(end ?? .max, range.lowerBound)
    case .status(let code, let message):
      failure = failure ?? .status(code, message, doing: "read it", path: path)
    default: break
    }
  }

  /// Where answers come in order the local file never has holes, so that it can be gone on with at its end; therefore all
  /// behind a short answer is asked for anew.
  private func askAgain(_ rest: Range<UInt64>, inOrder: Bool) {
    guard inOrder, target != nil else { return again.append(rest) }
    isCareful = true
    reads.removeAll()
    next = rest.lowerBound
  }

  /// Whether bytes are missing that the server may still have.
  var isIncomplete: Bool { failure == nil && (!again.isEmpty || next < min(limit ?? .max, end ?? .max)) }

  /// Opens the file again after a CLOSE that went out behind READs of which one was answered short.
  func reopen(_ context: inout EngineContext, _ slot: TaskSlot) {
    step = .opening
    context.machine.open(path, .read, tag: slot.tag(Note.open))
  }

  /// Ends the download. A file that shrank while it was read leaves bytes behind its end, or holes; both count as a failure.
  func conclude() {
    let wanted = min(limit ?? .max, end ?? .max)
    if failure == nil, end != nil || version != nil, UInt64(progress) != max(wanted, start) - start {
      failure = changed("it ended after \(start + UInt64(progress)) bytes")
    }
    if failure == nil, target != nil, let limit, let end, end < limit {
      failure = changed("it ended after \(end) bytes, and \(limit) were listed")
    }
    if let failure {
      sink = nil
      outcome = .failure(failure)
    } else if case .memory(let bytes)? = sink.take() {
      outcome = .success(.bytes(bytes))
    } else {
      outcome = .success(.downloaded(bytes: progress))
    }
  }

  func changed(_ how: String) -> SFTPError {
    SFTPError(.changed, "\(path): the file changed while it was read: \(how). Fetch it again.", path: path)
  }
}
