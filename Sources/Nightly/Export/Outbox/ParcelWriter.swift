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
    var isEnded = false
    var failure: SystemError?

    var isIdle: Bool { failure != nil || (!isBusy && waiting.isEmpty) }
  }

  // `outbox` and `folder` belong to the writing thread until `drain` or `finish` has returned.
  private let outbox: StagedOutbox
  private var folder: String?
  private let state = Monitor(State())
  private static let depth = 4

  /// Starts the writing thread; SystemError where the system gives none.
  init(_ outbox: StagedOutbox) throws(SystemError) {
    self.outbox = outbox
    guard WorkerThread({ [self] in work() }) != nil else {
      throw SystemError(call: "pthread_create", path: nil, code: EAGAIN)
    }
  }

  /// An empty batch to be filled.
  func batch() -> ParcelBatch {
    state.with { $0.free.popLast() } ?? ParcelBatch()
  }

  /// Hands a batch over; waits while too many wait already.
  func push(_ batch: ParcelBatch) throws(SystemError) {
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
    _ = state.wait(until: nil) { $0.isEnded ? true : nil }
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
    state.change { $0.isEnded = true }
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

  private static func write(
    _ bytes: borrowing ByteBuffer, _ item: ParcelBatch.Item, to path: String
  ) throws(SystemError) -> SHA256Digest {
    let text = bytes.span.extracting(item.bytes)
    let file = try FileDescriptor.open(path, .createNew(mode: 0o600))
    try file.write(text)
    try file.close()
    return item.sha256 ?? SHA256.hash(text)
  }

  private func write(_ item: ParcelBatch.Item, _ batch: ParcelBatch) throws(SystemError) {
    let path = "\(outbox.folder)/\(item.folder)/\(item.name)"
    if folder != item.folder {
      try Folder.make("\(outbox.folder)/\(item.folder)", mode: 0o700)
      folder = item.folder
    }
    let sha256: SHA256Digest
    if let source = item.source {
      _ = try Folder.duplicate(source, to: path)
      if let known = item.sha256 { sha256 = known } else { sha256 = try FileHash.sha256(of: path) }
    } else {
      sha256 = try ParcelWriter.write(batch.bytes, item, to: path)
    }
    try outbox.list(ManifestEntry(path: "\(item.folder)/\(item.name)", sha256: sha256))
  }
}
