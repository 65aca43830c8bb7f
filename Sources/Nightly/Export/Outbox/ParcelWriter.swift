import Bytes
import Delivery
import Files
import Glibc
import Threads

/// Writes files into an outbox on a thread of its own, so that the next parcels are made meanwhile.
///
/// A few batches may wait; then `push` waits too, so memory is bounded. After a failure nothing more is written, and every
/// further call throws it.
final class ParcelWriter: @unchecked Sendable {
  private struct State {
    var waiting: [ParcelBatch] = []
    var free: [ParcelBatch] = []
    var isBusy = false
    var isEnding = false
    var failure: SystemError?

    var isIdle: Bool { failure != nil || (!isBusy && waiting.isEmpty) }
  }

  // `outbox` and `folder` belong to the writing thread until `drain` or `finish` has returned.
  private let outbox: StagedOutbox
  private var folder: OpenFolder?
  private let state = Monitor(State())
  private var thread: WorkerThread?
  private static let depth = 4

  /// Starts the writing thread; SystemError where the system gives none.
  init(_ outbox: StagedOutbox) throws(SystemError) {
    self.outbox = outbox
    guard let thread = WorkerThread({ [self] in work() }) else {
      throw SystemError(call: "pthread_create", path: nil, code: EAGAIN)
    }
    self.thread = consume thread
  }

  /// An empty batch to be filled.
  func batch() -> ParcelBatch {
    state.with { $0.free.popLast() } ?? ParcelBatch()
  }

  /// Hands a batch over; waits while too many wait already. Where the writing is the slower part, the hashes are worked out
  /// here before.
  func push(_ batch: ParcelBatch) throws(SystemError) {
    if state.with({ $0.waiting.count > 1 }) { batch.hash() }
    _ = state.wait(until: nil) { $0.waiting.count < ParcelWriter.depth || $0.failure != nil ? true : nil }
    try check(
      state.change { state in
        if state.failure == nil { state.waiting.append(batch) }
        return state.failure
      })
  }

  /// Waits until all that was pushed is written.
  func drain() throws(SystemError) {
    _ = state.wait(until: nil) { $0.isIdle ? true : nil }
    try check(state.with { $0.failure })
  }

  /// Runs `body` while the thread stands still between two batches, after all that was pushed is written.
  func pause<Result>(_ body: () throws(SystemError) -> Result) throws(SystemError) -> Result {
    try drain()
    folder = nil
    return try body()
  }

  /// Ends the thread when all is written. To be called once, whatever happened.
  func finish() throws(SystemError) {
    state.change { $0.isEnding = true }
    // When the thread is gone nobody else holds the outbox, so that one that is given up is removed at once.
    if let thread = thread.take() { thread.join() }
    try check(state.with { $0.failure })
  }

  private func check(_ failure: SystemError?) throws(SystemError) {
    if let failure { throw failure }
  }

  private func work() {
    while let batch = next() {
      do throws(SystemError) {
        for item in batch.items { try write(item, batch) }
        batch.removeAll()
        state.change { $0.free.append(batch) }
      } catch {
        state.change { $0.failure = $0.failure ?? error }
      }
    }
  }

  /// The next batch, or nil at the end. After a failure what waits is left alone.
  private func next() -> ParcelBatch? {
    state.change { $0.isBusy = false }
    let batch: ParcelBatch?? = state.wait(until: nil) { state in
      if state.failure == nil, !state.waiting.isEmpty {
        state.isBusy = true
        return .some(state.waiting.removeFirst())
      }
      return state.isEnding ? .some(nil) : nil
    }
    // Who waits for room in the queue is told.
    state.change { _ in }
    return batch ?? nil
  }

  private func write(_ item: ParcelBatch.Item, _ batch: ParcelBatch) throws(SystemError) {
    let folder = try enter(item.folder)
    var sha256 = item.sha256
    if let source = item.source {
      let path = "\(outbox.folder)/\(item.folder)/\(item.name)"
      _ = try Folder.duplicate(source, to: path)
      if sha256 == nil { sha256 = try FileHash.sha256(of: path) }
    } else {
      try batch.withContents(of: item) { (bytes) throws(SystemError) in
        try folder.handle.createFile(item.name, mode: 0o600, bytes)
        if sha256 == nil { sha256 = SHA256.hash(bytes) }
      }
    }
    if let sha256 { try outbox.list(ManifestEntry(path: "\(item.folder)/\(item.name)", sha256: sha256)) }
  }

  /// Makes a kind's folder and opens it, so that its files are made in it without looking its path up for each.
  private func enter(_ name: String) throws(SystemError) -> OpenFolder {
    if let folder, folder.name == name { return folder }
    let path = "\(outbox.folder)/\(name)"
    try Folder.make(path, mode: 0o700)
    let entered = OpenFolder(name: name, handle: try FileDescriptor.open(path, .read))
    folder = entered
    return entered
  }
}

/// A kind's folder in the outbox.
private final class OpenFolder {
  let name: String
  let handle: FileDescriptor

  init(name: String, handle: consuming FileDescriptor) {
    self.name = name
    self.handle = handle
  }
}
