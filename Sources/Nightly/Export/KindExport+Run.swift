import Bytes
import Dump
import Files
import Schema
import Sedric

extension KindExport {
  /// Reads all records and makes all parcels. False where records of one interaction are found apart from each other: the
  /// source must be sorted, and the export begin anew.
  func run() throws(FlowError) -> Bool {
    switch kind {
    case .voice: try runCalls()
    case .affiliates, .properties: try runList()
    case .chat, .email: return try runGroups()
    }
    return true
  }

  /// Reads the next record that the configuration asks for into `box`, with the fault that its source found; false at the
  /// end.
  func next(_ box: RecordBox) throws(FlowError) -> Bool {
    while true {
      let outcome: RecordOutcome
      do { outcome = try source.next(into: &box.record) } catch { throw .dump(error) }
      box.reason = nil
      switch outcome {
      case .end: return false
      case .record: break
      case .broken(let fault):
        box.reason = RejectReason(error: fault.rule, field: fault.field, reason: fault.reason)
      }
      if box.reason == nil, isStillBroken(box.record) {
        box.reason = RejectReason(
          error: "encoding-error", field: nil,
          reason: "The row was refused for bytes that are not text, and still shows them as \u{FFFD}. Mend them.")
      }
      counts.read += 1
      watermark?.saw(box.record)
      if counts.read & 1023 == 0 {
        if context.isCancelled() { throw .cancelled }
        context.onRead(kind.rawValue, counts.read)
      }
      if box.reason == nil, !filter.accepts(box.record) {
        counts.filtered += 1
        continue
      }
      return true
    }
  }

  /// Whether a record of a file of rejects was refused for its bytes, and nobody has mended them: the file shows them as
  /// U+FFFD, which must not be sent as if it were the text.
  private func isStillBroken(_ record: borrowing Record) -> Bool {
    guard let errorColumn, record[errorColumn].isEqual(to: "encoding-error") else { return false }
    for column in 0..<record.count where column < errorColumn {
      var at = 0
      let value = record[column]
      while let found = value.firstIndex(of: 0xEF, from: at) {
        if found + 2 < value.count, value[found + 1] == 0xBF, value[found + 2] == 0xBD { return true }
        at = found + 1
      }
    }
    return false
  }

  /// All records are one list.
  private func runList() throws(FlowError) {
    let box = RecordBox()
    while try next(box) {
      if box.reason == nil { box.reason = listReason(box.record) }
      if let reason = box.reason {
        try reject(box.record, reason)
      } else {
        counts.exported += 1
      }
    }
    if maker.emitter.rowCount > 0 { try finishList() }
  }

  private func listReason(_ record: borrowing Record) -> RejectReason? {
    do throws(RejectReason) {
      try maker.map(record)
      try checkReference()
      try maker.take()
      rememberAffiliate()
      return nil
    } catch {
      return error
    }
  }

  /// A property must name an affiliate that goes out with it.
  private func checkReference() throws(RejectReason) {
    guard kind == .properties, let known = context.affiliates, let field = index(of: "external_affiliate_id_reference"),
      let reference = maker.row.bytes(field), !known.contains(reference)
    else { return }
    throw RejectReason(
      error: "foreign-key", field: "external_affiliate_id_reference",
      reason: "The property names an affiliate that is not in the list of affiliates. Add it there, or mend the row.")
  }

  private func rememberAffiliate() {
    guard kind == .affiliates, let field = index(of: "external_affiliate_id"), let id = maker.row.bytes(field) else {
      return
    }
    context.affiliates?.insert(id)
  }

  private func index(of field: String) -> Int? {
    mapper.fields.firstIndex { $0.name == field }
  }

  private func finishList() throws(FlowError) {
    do { try batch.begin(&maker.emitter) } catch {
      throw .internalFault("the list of \(kind.rawValue) breaks a rule as a whole: \(error.note)")
    }
    let name = "\(kind.rawValue).json"
    var parcel = ParcelFiles(kind: kind, id: Array(kind.rawValue.utf8), name: name)
    let size = batch.begunCount
    if case .unchanged = try verdict(on: &parcel) {
      counts.unchanged += counts.exported
      counts.exported = 0
      counts.unchangedParcels += 1
    } else {
      counts.parcels += 1
      counts.bytes += Int64(size)
    }
    try write(name: name)
  }
}
