import Sedric
import Threads

/// Reads files back on a thread of its own, a few batches ahead of whoever writes the rows.
final class RowPipe: Sendable {
  /// A file to be read.
  struct Source: Sendable {
    let kind: FileKind
    let path: String
  }

  private struct State {
    var ready: [RowBatch] = []
    var free: [RowBatch] = []
    var isDone = false
    var isStopped = false
  }

  private let state = Monitor(State())
  private let sources: [Source]
  private let splitsObjects: Bool

  /// Batches under way: one that is filled, one that is written, and two in between.
  private static let batches = 4

  /// A pipe over files; nothing is read yet.
  init(_ sources: [Source], splitsObjects: Bool) {
    self.sources = sources
    self.splitsObjects = splitsObjects
    state.change { state in state.free = (0..<Self.batches).map { _ in RowBatch() } }
  }

  /// Hands the batches to `body` in the order of the files, until it throws.
  func run<Failure: Error>(_ body: (RowBatch) throws(Failure) -> Void) throws(Failure) {
    guard let reader = WorkerThread({ self.readAll() }) else { return try runAlone(body) }
    do throws(Failure) {
      while let batch = take() {
        try body(batch)
        state.change { $0.free.append(batch) }
      }
    } catch {
      stop(reader)
      throw error
    }
    stop(reader)
  }

  private func stop(_ reader: consuming WorkerThread) {
    state.change { $0.isStopped = true }
    reader.join()
  }

  /// The next batch; nil behind the last one.
  private func take() -> RowBatch? {
    let taken = state.wait(until: nil) { state -> RowBatch?? in
      if !state.ready.isEmpty { return .some(state.ready.removeFirst()) }
      return state.isDone ? .some(nil) : nil
    }
    return taken ?? nil
  }

  /// A batch to fill; nil where nobody wants more.
  private func free() -> RowBatch? {
    let taken = state.wait(until: nil) { state -> RowBatch?? in
      if state.isStopped { return .some(nil) }
      return state.free.popLast().map { .some($0) }
    }
    return taken ?? nil
  }

  private func readAll() {
    read { batch in
      state.change { $0.ready.append(batch) }
      return free()
    }
    state.change { $0.isDone = true }
  }

  /// Where the system gives no thread, one batch after the other.
  private func runAlone<Failure: Error>(_ body: (RowBatch) throws(Failure) -> Void) throws(Failure) {
    var failure: Failure?
    read { batch in
      do throws(Failure) {
        try body(batch)
        return batch
      } catch {
        failure = error
        return nil
      }
    }
    if let failure { throw failure }
  }

  /// Reads all files; `hand` takes a full batch and gives an empty one, or nil to stop.
  private func read(_ hand: (RowBatch) -> RowBatch?) {
    guard var batch = free() else { return }
    for (number, source) in sources.enumerated() {
      do throws(ParcelReader.Failure) {
        var reader = try ParcelReader(kind: source.kind, path: source.path, splitsObjects: splitsObjects)
        var isFirst = true
        repeat {
          batch.fill(&reader, file: number, isFirst: isFirst)
          isFirst = false
          let isLast = batch.isLast
          guard let next = hand(batch) else { return }
          batch = next
          if isLast { break }
        } while true
      } catch {
        batch.fail(file: number, error)
        guard let next = hand(batch) else { return }
        batch = next
      }
    }
  }
}
