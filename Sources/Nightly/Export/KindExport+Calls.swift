import Bytes
import Delivery
import Dump
import Files
import Schema
import Sedric

extension KindExport {
  /// Each record is a call of its own: a row and a recording.
  func runCalls() throws(FlowError) {
    let box = RecordBox()
    while try next(box) {
      if !isWanted(box.record) { continue }
      if box.reason == nil { box.reason = try makeCall(box.record) }
      if let reason = box.reason { try reject(box.record, reason) }
    }
  }

  /// Whether the run was asked for this record's id and time; one that it was not asked for counts as filtered.
  private func isWanted(_ record: borrowing Record) -> Bool {
    if !context.options.ids.isEmpty {
      var id = ByteBuffer(capacity: 64)
      mapper.appendID(record, to: &id)
      if !context.asks(for: id.span) {
        counts.filtered += 1
        return false
      }
    }
    if !(window?.contains(record) ?? true) {
      counts.filtered += 1
      return false
    }
    return true
  }

  private func makeCall(_ record: borrowing Record) throws(FlowError) -> RejectReason? {
    maker.reset()
    let recording: Recording
    do throws(RejectReason) {
      try maker.map(record)
      try maker.take()
      recording = try recordings.find(record)
    } catch {
      if error.error == Rule.pairMissingAudio.rawValue, !context.options.isDryRun { try recordings.checkFolder() }
      return error
    }
    var id = ByteBuffer(capacity: 64)
    mapper.appendID(record, to: &id)
    if try isDuplicate(id.span) {
      return RejectReason(
        error: "duplicate-id", field: mapper.id?.field,
        reason: "Another record above has the same id, and was taken. Give this one an id of its own.")
    }
    if let reason = recording.fault(recordings) { return reason }
    do { try batch.begin(&maker.emitter) } catch { return RejectReason(error) }
    return try put(recording, id: id.span)
  }

  private func put(_ recording: Recording, id: Span<UInt8>) throws(FlowError) -> RejectReason? {
    let name = String(repairing: id)
    var parcel = ParcelFiles(kind: kind, id: id.array(), name: "\(name).csv")
    parcel.audio = recording
    let verdict = try verdict(on: &parcel)
    switch verdict {
    case .conflict(let destination):
      batch.dropBegun()
      return RejectReason(conflictAt: destination, field: mapper.id?.field)
    case .unchanged:
      counts.unchanged += 1
      counts.unchangedParcels += 1
    case .send:
      counts.exported += 1
      counts.parcels += 1
      counts.bytes += recording.size + Int64(batch.begunCount)
    }
    link(recording.path, name: "\(name).mp3", sha256: parcel.audioHash)
    try write(name: "\(name).csv", sha256: parcel.text)
    return nil
  }

  /// Whether a parcel of this id is in the outbox already.
  func isDuplicate(_ id: Span<UInt8>) throws(FlowError) -> Bool {
    guard context.writer != nil, let folder = context.staging else { return !exactIDs.insert(id.array()).inserted }
    guard seen.insert(id) else { return false }
    try drain()
    return (try? FileStatus.ofLink("\(folder)/\(kind.rawValue)/\(String(repairing: id)).csv")) != nil
  }
}

extension RejectReason {
  /// The error of a record that was delivered with other contents.
  static let changedAfterDelivery = "changed-after-delivery"

  /// The reason of a record whose id was delivered with other contents.
  init(conflictAt destination: String, field: String?) {
    self.init(
      error: RejectReason.changedAfterDelivery, field: field,
      reason:
        "The same id was delivered to \(destination) with other contents. Run with --replace to send this version.")
  }
}
