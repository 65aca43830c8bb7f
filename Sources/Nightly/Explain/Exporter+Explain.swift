import Bytes
import Dump
import Sedric

extension Exporter {
  /// How the first record of a kind is mapped that the run is asked for, by `--id` or any; nil where there is none.
  ///
  /// Nothing is written. A chat or thread is explained by its first record.
  public func explain(kind: String) throws(FlowError) -> RecordExplanation? {
    guard let export = configuration.exports.first(where: { $0.kind == kind }) else {
      throw .usage(
        "the configuration exports no \(kind)",
        advice: "It exports \(configuration.exports.map(\.kind).joined(separator: ", ")).")
    }
    let context = ExportContext(
      configuration: configuration, options: options, dump: try configuration.dump.open(environment: environment),
      ledger: nil, writer: nil, staging: nil, isCancelled: isCancelled)
    let source = try open(export, context)
    let plan: KindPlan
    do { plan = try KindPlan(export, columns: source.columns, context: context) } catch { throw FlowError(error) }
    let kindExport = KindExport(plan, context: context, source: source)
    let box = RecordBox()
    while try kindExport.next(box) {
      var id = ByteBuffer(capacity: 64)
      plan.mapper.appendID(box.record, to: &id)
      if !options.ids.isEmpty, !options.ids.contains(where: { id.span.isEqual(to: $0.span) }) { continue }
      return try explain(box, kindExport, export, id: String(repairing: id.span))
    }
    return nil
  }

  private func explain(
    _ box: RecordBox, _ kindExport: KindExport, _ export: ExportConfiguration, id: String
  ) throws(FlowError) -> RecordExplanation {
    let source = kindExport.source
    let sources = export.sources(columns: source.columns, fields: kindExport.mapper.fields.map(\.name))
    var fields = kindExport.mapper.explain(box.record, sources)
    if let audio = export.audio {
      fields.append(kindExport.explainRecording(box.record, audio))
    }
    var used = Set(sources.flatMap(\.source.columnNames))
    used.formUnion(export.metadata.flatMap(\.source.columnNames))
    if let audio = export.audio { used.insert(audio) }
    if box.reason == nil { box.reason = kindExport.refusal(of: box.record) }
    return RecordExplanation(
      kind: export.kind, id: id, file: source.files[box.record.file], line: box.record.line, fields: fields,
      unused: source.columns.filter { !used.contains($0) }, refusal: box.reason.map { "\($0.error): \($0.reason)" })
  }
}

extension KindExport {
  /// What became of the column with the recording.
  fileprivate func explainRecording(_ record: borrowing Record, _ column: String) -> RecordExplanation.Field {
    var field = RecordExplanation.Field(name: "audio", source: column)
    do throws(RejectReason) {
      let recording = try recordings.find(record)
      field.value = recording.path
      if let fault = recording.fault(recordings) { throw fault }
    } catch {
      field.reason = error.reason
    }
    return field
  }

  /// Why the schema refuses the record by itself.
  fileprivate func refusal(of record: borrowing Record) -> RejectReason? {
    if let reason = maker.refusal(of: record) { return reason }
    do throws(RejectReason) {
      if kind == .voice, let fault = try recordings.find(record).fault(recordings) { return fault }
      return nil
    } catch {
      return error
    }
  }
}

extension RecordMapper {
  /// Every field by itself, so that one that fails does not hide the others.
  fileprivate func explain(
    _ record: borrowing Record, _ sources: [(name: String, source: FieldSource)]
  ) -> [RecordExplanation.Field] {
    var row = MappedRow(fieldCount: fields.count)
    var scratch = MappingScratch()
    var explained: [RecordExplanation.Field] = []
    for step in allSteps {
      let words = sources.first { $0.name == step.field }?.source.words ?? ""
      var field = RecordExplanation.Field(name: step.field, source: words)
      do throws(RejectReason) {
        row.removeAll()
        if try step.apply(record, to: &row, &scratch) { field.value = text(row, step.target) }
      } catch {
        field.reason = error.reason
      }
      explained.append(field)
    }
    if let metadata { explained.append(explain(metadata.object, record)) }
    return explained
  }

  private func explain(_ object: MetadataObject, _ record: borrowing Record) -> RecordExplanation.Field {
    let names = object.members.map { $0.name == $0.value.name ? $0.name : "\($0.name) from \($0.value.name)" }
    var field = RecordExplanation.Field(name: object.field, source: names.joined(separator: ", "))
    var text = ByteBuffer(capacity: 256)
    var scratch = ByteBuffer(capacity: 256)
    do throws(RejectReason) {
      try object.append(record, to: &text, scratch: &scratch)
      field.value = String(repairing: text.span)
    } catch {
      field.reason = error.reason
    }
    return field
  }

  private func text(_ row: borrowing MappedRow, _ target: Int) -> String? {
    row.bytes(target).map { String(decoding: $0, as: UTF8.self) }
  }
}
