import Bytes
import Dump
import Files
import Glibc

/// The records of a source in the order of a key, and among equal keys in the source's order.
///
/// Records are sorted in memory by the piece; further pieces are written to a temporary file each and merged. Memory stays
/// near `memory` bytes whatever the source's size; the disk in `TMPDIR` must have room for it once.
final class SortedSource: RecordSource {
  let columns: [String]
  let files: [String]
  private var runs: [SortedRun] = []
  private var heap: [Int] = []

  /// Reads all of `source`. `key` appends a record's key; records without one sort first.
  init(
    _ source: any RecordSource, memory: Int, key: (borrowing Record, inout ByteBuffer) -> Void
  ) throws(DumpError) {
    columns = source.columns
    files = source.files
    let folder = try SortedSource.temporaryFolder()
    var piece = SortPiece(memory: memory)
    var record = Record()
    while true {
      let outcome = try source.next(into: &record)
      if outcome == .end { break }
      var fault: RecordFault?
      if case .broken(let found) = outcome { fault = found }
      piece.add(record, fault, key)
      if piece.isFull { runs.append(try piece.spill(folder)) }
    }
    runs.append(piece.keep())
    let share = min(SortedRun.largestRead, max(SortedRun.leastRead, memory / (4 * runs.count)))
    for run in runs { run.readSize = share }
    for index in runs.indices { if try runs[index].advance() { heap.append(index) } }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  private static func temporaryFolder() throws(DumpError) -> String {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/var/tmp"
    if (try? FileStatus.of(folder))?.kind == .folder { return folder }
    return "/tmp"
  }

  func next(into record: inout Record) throws(DumpError) -> RecordOutcome {
    guard let first = heap.first else { return .end }
    let outcome = try runs[first].restore(into: &record)
    if try !runs[first].advance() {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    if !heap.isEmpty { sink(0) }
    return outcome
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    let order = runs[left].compare(to: runs[right])
    return order != 0 ? order < 0 : left < right
  }

  private func sink(_ start: Int) {
    var at = start
    while true {
      var least = at
      for child in [2 * at + 1, 2 * at + 2] where child < heap.count && isBefore(heap[child], heap[least]) {
        least = child
      }
      if least == at { return }
      heap.swapAt(at, least)
      at = least
    }
  }
}
