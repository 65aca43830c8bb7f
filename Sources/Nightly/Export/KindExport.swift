import Bytes
import CSV
import Dump
import Files
import Sedric

/// The export of one file kind: records in, files of parcels and rejects out.
///
/// The parts of the work are in its extensions: calls, groups of records, lists.
final class KindExport {
  let kind: FileKind
  let context: ExportContext
  let source: any RecordSource
  let mapper: RecordMapper
  let filter: RecordFilter
  /// The time window that was asked for; nil for all times.
  let window: WindowFilter?
  /// How far the watermark may move; nil where the configuration has no `since`, or the run was asked for a part.
  var watermark: WatermarkTrack?
  /// Finds the recordings of calls.
  let recordings: Recordings
  /// The column with the error for which a record was refused before, where the source is a file of rejects.
  let errorColumn: Int?
  var counts = KindCounts()
  var maker: RowMaker
  var seen = SeenFilter()
  /// Whether a group was left out and so has no file.
  var leftGroups = false
  /// All ids, for a dry run, which has no files to look at.
  var exactIDs: Set<[UInt8]> = []
  var pool = RecordPool()
  /// Where files are made.
  private(set) var batch: ParcelBatch
  private var rejects: RejectWriter
  private var held: RejectWriter

  init(_ plan: KindPlan, context: ExportContext, source: any RecordSource) {
    kind = plan.kind
    mapper = plan.mapper
    filter = plan.filter
    window = plan.window
    recordings = plan.recordings
    watermark = plan.watermark.map { WatermarkTrack($0) }
    self.context = context
    errorColumn = context.options.retries[plan.kind.rawValue] == nil ? nil : source.column("reject_error")
    self.source = source
    maker = RowMaker(plan.mapper)
    batch = context.writer?.batch() ?? ParcelBatch()
    rejects = RejectWriter(path: "\(context.rejects)/\(plan.kind.rawValue).csv", source: source)
    held = RejectWriter(path: "\(context.rejects)/held/\(plan.kind.rawValue).csv", source: source)
  }

  /// Refuses a record.
  func reject(_ record: borrowing Record, _ reason: RejectReason) throws(FlowError) {
    counts.rejected += 1
    counts.rejectsByError[reason.error, default: 0] += 1
    // A delivered record that has changed is not lost, and would be refused every night that it is not sent again.
    if reason.error != RejectReason.changedAfterDelivery { watermark?.refused(record) }
    notes.append(record, reason, id: id(of: record), file: source.files[record.file])
    if context.options.isDryRun { return }
    do { try rejects.add(record, reason) } catch { throw FlowError(error, "the file of rejects") }
  }

  /// Keeps a good record back with its interaction.
  func hold(_ record: borrowing Record, because reason: RejectReason) throws(FlowError) {
    counts.held += 1
    if context.options.isDryRun { return }
    let whole = kind == .chat ? "chat" : "thread"
    let held = RejectReason(
      error: "held-back", field: nil,
      reason: "The record is good; another one of the same \(whole) was refused (\(reason.error)).")
    do { try self.held.add(record, held) } catch { throw FlowError(error, "the file of held records") }
  }

  private func id(of record: borrowing Record) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 64)
    mapper.appendID(record, to: &buffer)
    return buffer.span.array()
  }

  /// Adds the file that was begun to the outbox.
  func write(name: String, sha256: SHA256Digest? = nil) throws(FlowError) {
    guard let writer = context.writer else { return batch.dropBegun() }
    batch.addBegun(folder: kind.rawValue, name: name, sha256: sha256)
    if batch.isFull { try hand(batch, to: writer) }
  }

  /// Adds a second name of a file of the dump to the outbox.
  func link(_ path: String, name: String, sha256: SHA256Digest?) {
    if context.writer == nil { return }
    batch.addLink(folder: kind.rawValue, name: name, source: path, sha256: sha256)
  }

  private func hand(_ full: ParcelBatch, to writer: ParcelWriter) throws(FlowError) {
    do { try writer.push(full) } catch { throw .file(error, purpose: "the outbox") }
    batch = writer.batch()
  }

  /// Waits until all files handed over so far are in the outbox.
  func drain() throws(FlowError) {
    guard let writer = context.writer else { return }
    if !batch.items.isEmpty { try hand(batch, to: writer) }
    do { try writer.drain() } catch { throw .file(error, purpose: "the outbox") }
  }

  /// Puts the files of rejects in place.
  func finishRejects() throws(FlowError) {
    if context.options.isDryRun { return }
    do throws(CSVError) {
      try rejects.finish()
      try held.finish()
    } catch {
      throw FlowError(error, "the file of rejects")
    }
  }

  /// The first rejects, for the report and the ledger.
  private(set) var notes = RejectNotes()
}

extension FlowError {
  /// The error of a CSV file that we write.
  init(_ error: CSVError, _ purpose: String) {
    if case .stream(.system(let error)) = error.kind {
      self = .file(error, purpose: purpose)
    } else {
      self = .internalFault("\(purpose) cannot be written: \(error)")
    }
  }
}
