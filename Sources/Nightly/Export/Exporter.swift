import Bytes
import Dump
import Files
public import Ledger
import Sedric

/// Turns a dump into an outbox of the vendor's files, with everything that was refused beside it.
///
/// The configuration is checked against the dump before anything is written. The outbox is built out of sight and takes its
/// place at the end; a failure leaves the outbox and the rejects of before.
public final class Exporter {
  let configuration: Configuration
  let options: ExportOptions
  private let ledger: LedgerView?
  let environment: [String: String]
  let isCancelled: @Sendable () -> Bool
  /// Told of every kind that begins, for a progress line.
  public var onKind: ((String) -> Void)?
  /// Told now and then how many records of the kind have been read.
  public var onRead: (_ kind: String, _ count: Int) -> Void = { _, _ in }
  /// Whether the tables and mappings of lists that `sync` sends are looked at too, as a run sends them at its end.
  var checksLists = false

  /// Prepares an export. With a ledger, what was delivered to all `destinations` before with the same contents is left out
  /// of the counts of what is to be sent. `environment` is where a database's password may be.
  public init(
    _ configuration: Configuration, _ options: ExportOptions = ExportOptions(), ledger: Ledger? = nil,
    destinations: [String] = [], environment: [String: String] = [:],
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.configuration = configuration
    self.options = options
    self.ledger = ledger.map { LedgerView(ledger: $0, destinations: destinations, mayReplace: options.replaces) }
    self.environment = environment
    self.isCancelled = isCancelled
  }

  /// Runs the export.
  public func run() throws(FlowError) -> ExportSummary {
    let start = Timestamp.now()
    let dump = try configuration.dump.open(environment: environment)
    let outbox = options.outbox ?? configuration.outbox
    var summary = ExportSummary(outbox: outbox, rejectsFolder: configuration.rejects)
    if options.isDryRun {
      let exports = try exportAll(dump, nil, nil, &summary)
      try checkLimit(exports, summary)
    } else {
      try exportToOutbox(dump, outbox, &summary)
    }
    summary.seconds = Timestamp.now().seconds(since: start)
    return summary
  }

  private func exportToOutbox(_ dump: Dump, _ outbox: String, _ summary: inout ExportSummary) throws(FlowError) {
    let staged: StagedOutbox
    do throws(OutboxFailure) { staged = try StagedOutbox(target: outbox) } catch {
      switch error {
      case .locked(let path): throw .outboxLocked(path)
      case .file(let error): throw .file(error, purpose: "the outbox")
      }
    }
    let writer: ParcelWriter
    do { writer = try ParcelWriter(staged) } catch { throw .file(error, purpose: "the outbox") }
    let exports: [KindExport]
    do throws(FlowError) {
      exports = try exportAll(dump, writer, staged, &summary)
    } catch {
      try? writer.finish()
      throw error
    }
    do { try writer.finish() } catch { throw .file(error, purpose: "the outbox") }
    for export in exports { try export.finishRejects() }
    try checkLimit(exports, summary)
    try carry(outbox, staged, &summary)
    do { try staged.commit() } catch { throw .file(error, purpose: "the outbox") }
  }

  private func exportAll(
    _ dump: Dump, _ writer: ParcelWriter?, _ staged: StagedOutbox?, _ summary: inout ExportSummary
  ) throws(FlowError) -> [KindExport] {
    let context = ExportContext(
      configuration: configuration, options: options, dump: dump, ledger: ledger, writer: writer,
      staging: staged?.folder, isCancelled: isCancelled)
    context.onRead = onRead
    let planned = try plan(context)
    if planned.contains(where: { $0.plan.kind == .affiliates }) { context.affiliates = [] }
    var exports: [KindExport] = []
    for entry in planned {
      onKind?(entry.plan.kind.rawValue)
      let start = Timestamp.now()
      let export = try run(entry.plan, entry.source, context, staged)
      export.counts.seconds = Timestamp.now().seconds(since: start)
      exports.append(export)
      summary.add(export)
    }
    summary.unknownIDs = options.ids.indices.filter { !context.foundIDs.contains($0) }
      .map { String(decoding: options.ids[$0], as: UTF8.self) }
    return exports
  }

  /// Opens every source and compiles every mapping, so that a mistake is found before anything is made.
  private func plan(_ context: ExportContext) throws(FlowError) -> [(plan: KindPlan, source: any RecordSource)] {
    var planned: [(plan: KindPlan, source: any RecordSource)] = []
    for export in configuration.exports {
      let isLeft =
        FileKind(rawValue: export.kind)?.isList ?? false && (configuration.lists.isConfigured || !options.ids.isEmpty)
      if isLeft, !checksLists { continue }
      if !options.retries.isEmpty, options.retries[export.kind] == nil { continue }
      let source = try open(export, context)
      do throws(MappingError) {
        let plan = try KindPlan(export, columns: source.columns, context: context)
        if !isLeft { planned.append((plan, source)) }
      } catch {
        throw FlowError(error)
      }
    }
    return planned
  }

  func open(_ export: ExportConfiguration, _ context: ExportContext) throws(FlowError) -> any RecordSource {
    let source = try source(of: export, context)
    source.ask(for: Set(export.columnsUsed(of: source.columns).compactMap { source.column($0) }))
    return source
  }

  private func source(
    of export: ExportConfiguration, _ context: ExportContext
  ) throws(FlowError) -> any RecordSource {
    do throws(DumpError) {
      if let retry = options.retries[export.kind] { return try Dump.source(files: retried(retry, export.kind)) }
      if let table = export.from { return try context.dump.source(table: table) }
      return try context.dump.source(query: export.query ?? "")
    } catch {
      throw .dump(error)
    }
  }

  /// A file of rejects, and behind it the one of the records that were held back with them.
  private func retried(_ path: String, _ kind: String) -> [String] {
    let held = HeldRecords(path: path, kind: kind, rejects: configuration.rejects).find()
    return [path] + [held].compactMap(\.self)
  }

  /// Exports one kind; a source whose interactions are not together is sorted, and the kind begun anew.
  private func run(
    _ plan: KindPlan, _ source: any RecordSource, _ context: ExportContext, _ staged: StagedOutbox?
  ) throws(FlowError) -> KindExport {
    var mark: Int64 = 0
    if let staged, let writer = context.writer {
      do throws(SystemError) { mark = try writer.pause { () throws(SystemError) in try staged.mark() } } catch {
        throw .file(error, purpose: "the outbox")
      }
    }
    let export = KindExport(plan, context: context, source: source)
    if try export.run() {
      try export.drain()
      return export
    }
    try export.drain()
    if let staged, let writer = context.writer {
      do throws(SystemError) {
        try writer.pause { () throws(SystemError) in try staged.rollBack(kind: plan.kind.rawValue, to: mark) }
      } catch {
        throw .file(error, purpose: "the outbox")
      }
    }
    let again = try open(plan.export, context)
    let sorted: SortedSource
    do throws(DumpError) {
      sorted = try SortedSource(again, memory: configuration.sortMemory) { record, key in
        plan.mapper.appendID(record, to: &key)
      }
    } catch {
      throw .dump(error)
    }
    let second = KindExport(plan, context: context, source: sorted)
    guard try second.run() else {
      throw .internalFault("sorted records of \(plan.kind.rawValue) are not together")
    }
    try second.drain()
    return second
  }

  private func checkLimit(_ exports: [KindExport], _ summary: ExportSummary) throws(FlowError) {
    let total = summary.total
    guard let limit = configuration.maxRejects, limit.isExceeded(rejected: total.rejected, read: total.read) else {
      return
    }
    throw .tooManyRejects(rejected: total.rejected, read: total.read, folder: configuration.rejects)
  }

  private func carry(
    _ outbox: String, _ staged: StagedOutbox, _ summary: inout ExportSummary
  ) throws(FlowError) {
    guard let ledger else { return }
    summary.carried = try CarriedParcels(
      outbox: outbox, staged: staged, ledger: ledger, leavesLists: configuration.lists.isConfigured
    ).carry()
    for index in summary.kinds.indices {
      let kind = summary.kinds[index].kind
      summary.kinds[index].counts.carriedParcels = summary.carried.count { $0.kind == kind }
    }
  }
}

extension FlowError {
  init(_ error: MappingError) {
    switch error {
    case .configuration(let error): self = .configuration(error)
    case .dump(let error): self = .dump(error)
    case .ledger(let error): self = .ledger(error)
    }
  }
}

extension ExportSummary {
  mutating func add(_ export: KindExport) {
    kinds.append((export.kind.rawValue, export.counts))
    watermarks[export.kind.rawValue] = export.watermark?.mark
    for note in export.notes.notes {
      rejects.append(
        RejectedRecord(
          kind: export.kind.rawValue, id: String(decoding: note.id, as: UTF8.self), file: note.file, line: note.line,
          error: note.reason.error, field: note.reason.field, reason: note.reason.reason))
    }
  }
}

extension Timestamp {
  /// Seconds from an earlier instant to this one; none where the clock was set back in between.
  func seconds(since earlier: Timestamp) -> Double {
    max(0, Double(seconds - earlier.seconds) + Double(nanoseconds - earlier.nanoseconds) / 1e9)
  }
}
