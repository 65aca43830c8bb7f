import Bytes
import Dump
import Sedric

/// The export of one kind, checked against the dump before anything is written.
struct KindPlan {
  let kind: FileKind
  let export: ExportConfiguration
  let mapper: RecordMapper
  let filter: RecordFilter
  let window: WindowFilter?
  let recordings: Recordings
  /// Reads the times that move the watermark; nil where the configuration has no `since`, or the run was asked for a part.
  let watermark: WatermarkReader?

  init(
    _ export: ExportConfiguration, columns: [String], context: ExportContext
  ) throws(MappingError) {
    guard let kind = FileKind(rawValue: export.kind) else {
      preconditionFailure("the configuration's kinds are the schema's")
    }
    let compiler = MappingCompiler(
      configuration: context.configuration, export: export, columns: columns, lookups: context.lookups)
    self.kind = kind
    self.export = export
    mapper = try RecordMapper(kind: kind, fields: ParcelEmitter(kind: kind).fields, compiler)
    filter = try RecordFilter(compiler)
    recordings = try KindPlan.recordings(compiler)
    watermark = try KindPlan.watermark(compiler, mapper, context.options)
    if let watermark, context.options.window == .configured {
      window = try KindPlan.increment(watermark, export, context)
    } else {
      window = try KindPlan.window(compiler, mapper, context.options)
    }
  }

  private static func watermark(
    _ compiler: MappingCompiler, _ mapper: RecordMapper, _ options: ExportOptions
  ) throws(MappingError) -> WatermarkReader? {
    guard let since = compiler.export.since else { return nil }
    let source = FieldSource(.column(since.column), keyPath: "\(compiler.export.keyPath).since")
    let reader = WatermarkReader(
      column: try compiler.number(of: since.column, source.keyPath), columnName: since.column,
      times: try compiler.timeReader(source))
    if mapper.kind.isList || !options.ids.isEmpty || !options.retries.isEmpty { return nil }
    if case .range = options.window { return nil }
    return reader
  }

  /// From the watermark on, less the overlap; all records before the first delivery.
  private static func increment(
    _ reader: WatermarkReader, _ export: ExportConfiguration, _ context: ExportContext
  ) throws(MappingError) -> WindowFilter? {
    guard let ledger = context.ledger?.ledger else { return nil }
    let mark: Timestamp?
    do { mark = try Watermark.read(export.kind, ledger) } catch { throw .ledger(error) }
    guard let mark else { return nil }
    return WindowFilter(
      column: reader.column, columnName: reader.columnName, times: reader.times,
      from: mark + -Int64(export.since?.overlap ?? 0), to: nil)
  }

  private static func recordings(_ compiler: MappingCompiler) throws(MappingError) -> Recordings {
    guard let audio = compiler.export.audio else { return Recordings(folder: ".", column: 0, columnName: "") }
    guard let folder = compiler.export.recordings ?? compiler.configuration.recordings else {
      throw .configuration(
        compiler.problem(
          "nothing says where the recordings are", "Add recordings: \"crm-dump/recordings\"", "recordings"))
    }
    let column = try compiler.number(of: audio, "\(compiler.export.keyPath).audio")
    return Recordings(folder: folder, column: column, columnName: audio)
  }

  /// The window that was asked for, by the column of `since`, or else by the record's own time.
  private static func window(
    _ compiler: MappingCompiler, _ mapper: RecordMapper, _ options: ExportOptions
  ) throws(MappingError) -> WindowFilter? {
    guard case .range(let from, let to) = options.window, !mapper.kind.isList else { return nil }
    let source: FieldSource
    if let since = compiler.export.since {
      source = FieldSource(.column(since.column), keyPath: "\(compiler.export.keyPath).since")
    } else {
      let names = ["message.timestamp", "message.created_timestamp", "timestamp"]
      let sources = compiler.sources(mapper.fields.map(\.name))
      guard let found = names.lazy.compactMap({ name in sources.first { $0.name == name } }).first,
        case .column = found.source.origin
      else {
        throw .configuration(
          compiler.problem(
            "a time window needs a column with the record's time", "Add since: \"column_name\"",
            compiler.export.keyPath))
      }
      source = found.source
    }
    guard case .column(let name) = source.origin else { return nil }
    return WindowFilter(
      column: try compiler.number(of: name, source.keyPath), columnName: name, times: try compiler.timeReader(source),
      from: from, to: to)
  }
}
