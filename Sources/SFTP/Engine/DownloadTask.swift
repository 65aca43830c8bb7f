import Bytes
import Files

/// The fetching of a file or a part of it: OPEN, many READs at once, CLOSE.
///
/// Short answers are asked for again where they stopped. The end is where the server says so.
final class DownloadTask: EngineTask {
  private let path: RemotePath
  private let start: UInt64
  /// The offset behind the last byte wanted; nil for all.
  private let limit: UInt64?
  private let target: String?
  private var sink: DownloadSink?
  private var handle: [UInt8] = []
  private var isReading = false
  private var isClosing = false
  private var next: UInt64
  /// The lowest offset where the server said that the file ends.
  private var end: UInt64?
  /// READs that wait, by their number.
  private var reads: [UInt32: Range<UInt64>] = [:]
  private var again: [Range<UInt64>] = []
  private var readNumber = Note.firstRead
  private var failure: SFTPError?
  private(set) var progress: Int64 = 0
  private(set) var outcome: Result<SFTPReply, SFTPError>?

  private enum Note {
    static let open: UInt32 = 0
    static let close: UInt32 = 1
    static let firstRead: UInt32 = 16
  }

  /// READs in flight for one file: with 255 KiB each enough for any link.
  private static let mostReads = 64

  /// Fetches into a file.
  init(_ download: Download) {
    path = download.remotePath
    start = UInt64(max(0, download.start))
    next = start
    limit = nil
    target = download.localPath
  }

  /// Fetches a part into memory.
  init(_ path: RemotePath, offset: UInt64, count: Int) {
    self.path = path
    start = offset
    next = offset
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
    guard isReading, failure == nil, reads.count < Self.mostReads else { return false }
    if !again.isEmpty { return true }
    // At first only a little ahead of what came, so that a short file is not asked for at sixty places behind its end.
    let ahead: UInt64 = progress < 1 << 20 ? 1 << 20 : 64 << 20
    return next < min(limit ?? .max, end ?? .max, start + UInt64(progress) + ahead)
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
  }

  func take(_ reply: Reply, note: UInt32, _ context: inout EngineContext, _ slot: TaskSlot) {
    switch (note, reply) {
    case (Note.open, .handle(let opened)):
      handle = opened
      isReading = true
    case (Note.open, .status(let code, let message)):
      outcome = .failure(.status(code, message, doing: "open it for reading", path: path))
      return
    case (Note.close, _):
      conclude()
      return
    default: read(reply, note, &context)
    }
    let isDone = failure != nil || (again.isEmpty && next >= min(limit ?? .max, end ?? .max))
    if isReading, !isClosing, reads.isEmpty, isDone {
      isClosing = true
      context.machine.close(handle, tag: slot.tag(Note.close))
    }
  }

  private func read(_ reply: Reply, _ note: UInt32, _ context: inout EngineContext) {
    guard let range = reads.removeValue(forKey: note) else { return }
    switch reply {
    case .data(let place) where !place.isEmpty:
      do {
        try sink?.write(context.machine.bytes(in: place), at: Int64(range.lowerBound - (target == nil ? start : 0)))
        progress += Int64(place.count)
        let rest = range.lowerBound + UInt64(place.count)..<range.upperBound
        if !rest.isEmpty { again.append(rest) }
      } catch {
        failure = failure ?? SFTPError(.localFile, "\(error)")
      }
    case .data, .status(.endOfFile, _): end = min(end ?? .max, range.lowerBound)
    case .status(let code, let message):
      failure = failure ?? .status(code, message, doing: "read it", path: path)
    default: break
    }
  }

  /// A file that shrank while it was read leaves bytes behind its end, or holes; both count as a failure.
  private func conclude() {
    if failure == nil, let end, UInt64(progress) != max(end, start) - start {
      failure = SFTPError(.failure, "\(path): the file changed while it was read", path: path)
    }
    if let failure {
      outcome = .failure(failure)
    } else if case .memory(let bytes)? = sink.take() {
      outcome = .success(.bytes(bytes))
    } else {
      outcome = .success(.downloaded(bytes: progress))
    }
  }
}
