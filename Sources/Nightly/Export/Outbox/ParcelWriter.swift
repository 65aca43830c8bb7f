import Bytes
import Delivery
import Files
import Glibc

/// Writes files into an outbox on a thread of its own, so that the next parcels are made meanwhile.
///
/// A few batches may wait; then `push` waits too, so memory is bounded. After a failure nothing more is written, and every
/// further call throws it.
final class ParcelWriter: @unchecked Sendable {
  // `outbox` and `folder` belong to the writing thread until `finish` has returned; all else is guarded by `condition`.
  private let outbox: StagedOutbox
  private var folder: String?
  private let condition = Condition()
  private var waiting: [ParcelBatch] = []
  private var free: [ParcelBatch] = []
  private var isBusy = false
  private var isEnding = false
  private var isEnded = false
  private var failure: SystemError?
  private static let depth = 4

  init(_ outbox: StagedOutbox) {
    self.outbox = outbox
    let thread = WorkThread { [self] in work() }
    if thread.isRunning {
      thread.detach()
    } else {
      failure = SystemError(call: "pthread_create", path: nil, code: EAGAIN)
      isEnded = true
    }
  }

  /// An empty batch to be filled.
  func batch() -> ParcelBatch {
    condition.withLock { free.popLast() } ?? ParcelBatch()
  }

  /// Hands a batch over; waits while too many wait already.
  func push(_ batch: ParcelBatch) throws(SystemError) {
    condition.lock()
    while waiting.count >= ParcelWriter.depth, failure == nil { condition.wait() }
    let failure = failure
    if failure == nil { waiting.append(batch) }
    condition.broadcast()
    condition.unlock()
    if let failure { throw failure }
  }

  /// Waits until all that was pushed is written.
  func drain() throws(SystemError) {
    condition.lock()
    while failure == nil, isBusy || !waiting.isEmpty { condition.wait() }
    let failure = failure
    condition.unlock()
    if let failure { throw failure }
  }

  /// Runs `body` while the thread stands still between two batches, after all that was pushed is written.
  func pause<Result>(_ body: () throws(SystemError) -> Result) throws(SystemError) -> Result {
    try drain()
    folder = nil
    return try body()
  }

  /// Ends the thread when all is written. To be called once, whatever happened.
  func finish() throws(SystemError) {
    condition.lock()
    isEnding = true
    condition.broadcast()
    while !isEnded { condition.wait() }
    let failure = failure
    condition.unlock()
    if let failure { throw failure }
  }

  private func work() {
    while let batch = next() {
      do throws(SystemError) {
        for item in batch.items { try write(item, batch) }
        batch.removeAll()
        condition.withLock { free.append(batch) }
      } catch {
        condition.withLock { failure = failure ?? error }
      }
    }
    condition.withLock {
      isEnded = true
      condition.broadcast()
    }
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

  private func next() -> ParcelBatch? {
    condition.lock()
    defer { condition.unlock() }
    isBusy = false
    condition.broadcast()
    while waiting.isEmpty || failure != nil {
      if isEnding { return nil }
      condition.wait()
    }
    isBusy = true
    return waiting.removeFirst()
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
