import Bytes
import Dump
import Files
import Schema
import Sedric

extension KindExport {
  /// Records of one id are one chat or thread. False where an id comes again after others: the source must be sorted.
  func runGroups() throws(FlowError) -> Bool {
    var group: [RecordBox] = []
    var groupID = ByteBuffer(capacity: 64)
    var id = ByteBuffer(capacity: 64)
    while true {
      let box = pool.take()
      let isThere = try next(box)
      id.removeAll()
      if isThere { mapper.appendID(box.record, to: &id) }
      if !group.isEmpty, !isThere || !id.span.isEqual(to: groupID.span) {
        guard try finish(group, id: groupID.span) else { return false }
        pool.give(group)
        group.removeAll(keepingCapacity: true)
      }
      if !isThere { return true }
      if group.isEmpty { swap(&groupID, &id) }
      group.append(box)
    }
  }

  /// Makes the parcel of a group, or refuses and holds its records. False where the same id came before.
  private func finish(_ group: [RecordBox], id: Span<UInt8>) throws(FlowError) -> Bool {
    if !context.asks(for: id) {
      counts.filtered += group.count
      return true
    }
    // Also of a group outside the window another part may have come, or may come, that is inside.
    if try hasComeBefore(id) { return false }
    if !isInWindow(group) || isHeldAlone(group) {
      counts.filtered += group.count
      leftGroups = true
      return true
    }
    maker.reset()
    do throws(RejectReason) {
      try maker.setTaken(group)
      for box in group where box.reason == nil { add(box) }
    } catch {
      for box in group where box.reason == nil { box.reason = error }
    }
    if let cause = group.lazy.compactMap(\.reason).first {
      try refuse(group, cause)
      return true
    }
    do { try batch.begin(&maker.emitter) } catch {
      try refuse(group, violation: error)
      return true
    }
    try put(group, id: id)
    return true
  }

  private func add(_ box: RecordBox) {
    do { try maker.add(box) } catch { box.reason = error }
  }

  /// Whether these records were held back for one that is not among those that are sent again: without it their interaction
  /// would go out in part. The file of rejects is the source's first, that of held records its second.
  private func isHeldAlone(_ group: [RecordBox]) -> Bool {
    context.options.retries[kind.rawValue] != nil && group.allSatisfy { $0.record.file > 0 }
  }

  private func isInWindow(_ group: [RecordBox]) -> Bool {
    guard let window else { return true }
    return group.contains { window.contains($0.record) }
  }

  /// Whether an earlier group had this id. The filter may be mistaken; only then is there a file to look for, or a group that
  /// left none.
  private func hasComeBefore(_ id: Span<UInt8>) throws(FlowError) -> Bool {
    guard context.writer != nil, let folder = context.staging else { return !exactIDs.insert(id.array()).inserted }
    guard seen.insert(id) else { return false }
    if leftGroups || counts.rejected + counts.held > 0 { return true }
    try drain()
    return (try? FileStatus.ofLink("\(folder)/\(kind.rawValue)/\(String(repairing: id)).csv")) != nil
  }

  /// Refuses the records that have a reason, and holds the others back: an interaction goes whole or not at all.
  private func refuse(_ group: [RecordBox], _ cause: RejectReason) throws(FlowError) {
    for box in group {
      if let reason = box.reason { try reject(box.record, reason) } else { try hold(box.record, because: cause) }
    }
  }

  /// Refuses what only the whole breaks: the record that the violation names, or all of them.
  private func refuse(_ group: [RecordBox], violation: Violation) throws(FlowError) {
    let reason = RejectReason(violation)
    if let number = violation.record, number > 0, number <= group.count {
      group[number - 1].reason = reason
    } else {
      for box in group { box.reason = reason }
    }
    try refuse(group, reason)
  }

  private func put(_ group: [RecordBox], id: Span<UInt8>) throws(FlowError) {
    let name = "\(String(repairing: id)).csv"
    var parcel = ParcelFiles(kind: kind, id: id.array(), name: name)
    switch try verdict(on: &parcel) {
    case .conflict(let destination):
      batch.dropBegun()
      for box in group { box.reason = RejectReason(conflictAt: destination, field: mapper.id?.field) }
      return try refuse(group, RejectReason(conflictAt: destination, field: mapper.id?.field))
    case .unchanged:
      counts.unchanged += group.count
      counts.unchangedParcels += 1
    case .send:
      counts.exported += group.count
      counts.parcels += 1
      counts.bytes += Int64(batch.begunCount)
    }
    try write(name: name, sha256: parcel.text)
  }
}
