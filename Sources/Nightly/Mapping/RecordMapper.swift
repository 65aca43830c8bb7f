import Bytes
import Dump
import Schema
import Sedric

/// Fills the rows of one file kind from the records of one source.
final class RecordMapper {
  let kind: FileKind
  /// The names and shapes of the row's fields.
  let fields: [TargetField]
  /// What fills each row from its own record.
  private var steps: [FieldStep] = []
  /// Those of them whose fields are not the same in all rows of an interaction.
  private var ownSteps: [FieldStep] = []
  /// The columns that the other fields come from.
  private var sharedColumns: [Int] = []
  /// What fills fields of the whole interaction from one of its records.
  private(set) var taken: [FieldStep] = []
  private(set) var metadata: (target: Int, object: MetadataObject)?
  /// What the interaction's id comes from.
  private(set) var id: FieldStep?
  /// What puts an interaction's records in the order of time.
  private(set) var order: FieldStep?

  /// Compiles what the configuration says of `compiler.export`; `fields` are those of a `ParcelEmitter`.
  init(kind: FileKind, fields schemaFields: [Field], _ compiler: MappingCompiler) throws(MappingError) {
    self.kind = kind
    fields = schemaFields.map { TargetField(name: $0.name, shape: FieldShape($0.type)) }
    for (name, source) in compiler.sources(fields.map(\.name)) {
      guard let target = fields.firstIndex(where: { $0.name == name }) else {
        throw .configuration(
          compiler.problem(
            "\(kind.rawValue) has no field \"\(name)\"", suggestion(for: name, among: fields.map(\.name)),
            source.keyPath))
      }
      add(try step(target, source, compiler))
    }
    try compileMetadata(compiler)
    id = kind.schema.identity.flatMap { name in (steps + taken).first { $0.field == name } }
    let time = kind == .chat ? "message.timestamp" : kind == .email ? "message.created_timestamp" : nil
    order = steps.first { $0.field == time }
    separateShared(schemaFields)
    try checkRequired(schemaFields, compiler)
  }

  private func separateShared(_ schemaFields: [Field]) {
    var columns: Set<Int> = []
    for step in steps {
      if schemaFields[step.target].constraints.isSameInEveryRow {
        step.value.collectColumns(&columns)
      } else {
        ownSteps.append(step)
      }
    }
    for member in metadata?.object.members ?? [] { member.value.collectColumns(&columns) }
    sharedColumns = columns.sorted()
  }

  private func add(_ step: FieldStep) {
    if step.take == nil { steps.append(step) } else { taken.append(step) }
  }

  private func step(
    _ target: Int, _ source: FieldSource, _ compiler: MappingCompiler
  ) throws(MappingError) -> FieldStep {
    let field = fields[target]
    if source.take != nil, kind != .chat && kind != .email {
      throw .configuration(
        compiler.problem("\"take\" is for chats and mails, which have many records", "Take it away", source.keyPath))
    }
    let isTime = field.shape == .time || field.shape == .date
    return FieldStep(
      target: target, field: field, value: try compiler.compile(source),
      times: isTime ? try compiler.timeReader(source) : nil, separator: source.split, take: source.take)
  }

  private func compileMetadata(_ compiler: MappingCompiler) throws(MappingError) {
    let wanted = compiler.export.metadata
    guard !wanted.isEmpty else { return }
    guard let target = fields.firstIndex(where: { $0.name == "metadata" }) else {
      throw .configuration(
        compiler.problem(
          "\(kind.rawValue) has no metadata", "Take the key away", "\(compiler.export.keyPath).metadata"))
    }
    var members: [MetadataObject.Member] = []
    for (name, source) in wanted {
      if source.take != nil {
        throw .configuration(
          compiler.problem(
            "\"take\" is not for metadata", "Take from a column that is the same in all records", source.keyPath))
      }
      members.append(MetadataObject.Member(name: name, value: try compiler.compile(source), type: source.type))
    }
    metadata = (target, MetadataObject(members: members, field: "metadata"))
  }

  /// A required field that nothing fills would make a reject of every record; that is said once instead.
  private func checkRequired(_ schemaFields: [Field], _ compiler: MappingCompiler) throws(MappingError) {
    for (index, field) in schemaFields.enumerated() where field.isRequired {
      if (steps + taken).contains(where: { $0.target == index }) || metadata?.target == index { continue }
      // Text can come from HTML, and the emitter says so itself where neither is there.
      if field.name == "message.text", (steps + taken).contains(where: { $0.field == "message.html" }) { continue }
      throw .configuration(
        compiler.problem(
          "nothing fills the required field \"\(field.name)\"",
          "Add for example columns: { \"\(field.name)\": \"column_name\" }", "\(compiler.export.keyPath).columns"))
    }
  }

  /// All steps, those of each row and those of the whole interaction, in the fields' order.
  var allSteps: [FieldStep] { (steps + taken).sorted { $0.target < $1.target } }

  /// Fills `row`, which is empty, from one record.
  func map(
    _ record: borrowing Record, into row: inout MappedRow, _ scratch: inout MappingScratch
  ) throws(RejectReason) {
    for step in steps { try step.apply(record, to: &row, &scratch) }
    if let metadata {
      scratch.cooked.removeAll()
      try metadata.object.append(record, to: &scratch.cooked, scratch: &scratch.raw)
      row.set(metadata.target, scratch.cooked.span)
    }
  }

  /// Whether all that the rows of an interaction share comes out of two records alike. The same values give the same fields.
  func sharesFields(_ record: borrowing Record, with other: borrowing Record) -> Bool {
    record.isEqual(to: other, in: sharedColumns)
  }

  /// Fills the fields of `row`, which is empty, that are not the same in all rows of an interaction.
  func mapOwnFields(
    _ record: borrowing Record, into row: inout MappedRow, _ scratch: inout MappingScratch
  ) throws(RejectReason) {
    for step in ownSteps { try step.apply(record, to: &row, &scratch) }
  }

  /// Appends the record's id as far as it has one, for grouping and for messages.
  func appendID(_ record: borrowing Record, to buffer: inout ByteBuffer) {
    guard let id else { return }
    let start = buffer.count
    if let column = id.value.plainColumn {
      buffer.append(record[column])
    } else if (try? id.value.append(record, field: id.field, to: &buffer)) == nil {
      buffer.truncate(to: start)
    }
  }
}

extension MappingCompiler {
  /// What fills which field.
  func sources(_ fields: [String]) -> [(name: String, source: FieldSource)] {
    export.sources(columns: columns, fields: fields)
  }
}

extension ExportConfiguration {
  /// What fills which field: as configured, or for a query each column by its own name.
  func sources(columns names: [String], fields: [String]) -> [(name: String, source: FieldSource)] {
    var sources = columns.map { (name: $0.field, source: $0.source) }
    if query == nil { return sources }
    for column in names where !sources.contains(where: { $0.name == column }) && fields.contains(column) {
      sources.append((column, FieldSource(.column(column), keyPath: "\(keyPath).query")))
    }
    return sources
  }
}
