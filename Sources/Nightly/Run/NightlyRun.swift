import Bytes
public import Delivery
import Ledger
import Sedric

/// The nightly job: export, validate, upload, report.
public struct NightlyRun {
  /// The configuration.
  public var configuration: Configuration
  /// What the run is asked besides.
  public var options: RunOptions
  /// The variables that secrets are fetched from.
  public var environment: [String: String]
  /// Whether somebody asked the run to end.
  public var isCancelled: @Sendable () -> Bool = { false }
  /// Told of each stage that begins.
  public var onStage: (RunStage) -> Void = { _ in }
  /// Told now and then how many records of a kind have been read.
  public var onRead: (_ kind: String, _ count: Int) -> Void = { _, _ in }
  /// Told of what came of a delivery, with its destination's name.
  public var onOutcome: (_ destination: String, UploadJob.Outcome) -> Void = { _, _ in }
  /// Told of a delivery's progress.
  public var onProgress: (DeliveryProgress) -> Void = { _ in }
  /// Told of the report of a run that an error ended after its export, before the error is thrown.
  public var onStop: (RunReport) -> Void = { _ in }

  /// Creates a run.
  public init(_ configuration: Configuration, _ options: RunOptions, environment: [String: String]) {
    self.configuration = configuration
    self.options = options
    self.environment = environment
  }

  /// Runs to the end and returns the report, which has been written as well. Throws `FlowError`, `ServerError` and
  /// `LedgerError` where the run ends before anything is sent.
  public func run() throws -> RunReport {
    let targets = try targets()
    if options.export.isDryRun {
      var report = try dryRun(targets)
      try compareLists(&report)
      return report
    }
    let ledger = try configuration.openLedger()
    let number = try ledger.beginRun(command: "run")
    var report = newReport()
    report.run = number
    do {
      try carryOut(&report, targets, ledger, number)
    } catch {
      report.exitCode = NightlyRun.exitCode(of: error)
      report.failure = NightlyRun.words(of: error)
      report.finished = .now()
      // The error that ended the run is the one to be told of, whatever else fails now.
      try? ledger.finishRun(number, exitCode: report.exitCode)
      try? ReportFolder(options.reports ?? configuration.reports).write(report, ledger: ledger)
      if let metrics = options.metrics { try? report.writeMetrics(to: metrics) }
      if !report.kinds.isEmpty { onStop(report) }
      throw error
    }
    return report
  }

  /// Secrets and addresses are looked at before the night's work, not after it.
  private func targets() throws -> [UploadTarget] {
    guard !configuration.destinations.isEmpty else {
      throw FlowError.usage(
        "\(configuration.path): there are no destinations",
        advice: "Add destinations to the configuration, or only export: nightferry export.")
    }
    let targets = try configuration.destinations.map { try UploadTarget($0) }
    if !options.export.isDryRun { for target in targets { _ = try target.store(environment: environment) } }
    return targets
  }

  private func newReport() -> RunReport {
    RunReport(
      run: nil, version: options.version, started: .now(), finished: .now(), configuration: configuration.path,
      dump: configuration.dump.path, outbox: options.export.outbox ?? configuration.outbox,
      rejectsFolder: configuration.rejects)
  }

  /// Fills the outbox, or only counts what would be in it, and sends nothing.
  public func exportOnly() throws -> RunReport {
    let targets = try configuration.destinations.map { try UploadTarget($0) }
    return try dryRun(targets)
  }

  private func dryRun(_ targets: [UploadTarget]) throws -> RunReport {
    var report = newReport()
    report.isDryRun = options.export.isDryRun
    let summary = try export(targets, configuration.openLedgerToRead())
    report.take(summary)
    report.finished = .now()
    report.exitCode = summary.total.rejected > 0 ? 3 : 0
    return report
  }

  /// Whether affiliates and properties are to be kept equal too: the configuration has `lists`, and the run is not for some
  /// records only.
  private var isForLists: Bool {
    configuration.lists.isConfigured && options.export.ids.isEmpty && options.export.retries.isEmpty
      && configuration.exports.contains { FileKind(rawValue: $0.kind)?.isList ?? false }
  }

  private var listSync: ListSync {
    var options = SyncOptions()
    options.isDryRun = self.options.export.isDryRun
    var sync = ListSync(configuration, options, environment: environment)
    sync.isCancelled = isCancelled
    sync.onProgress = onProgress
    return sync
  }

  /// Works out what would become of the lists.
  private func compareLists(_ report: inout RunReport) throws {
    guard isForLists else { return }
    onStage(.lists)
    let lists = try listSync.run()
    report.lists = lists
    report.finished = .now()
    report.exitCode = max(report.exitCode, lists.exitCode)
  }

  private func export(_ targets: [UploadTarget], _ ledger: Ledger?) throws(FlowError) -> ExportSummary {
    let exporter = Exporter(
      configuration, options.export, ledger: ledger, destinations: targets.map(\.name), environment: environment,
      isCancelled: isCancelled)
    exporter.onKind = { onStage(.export(kind: $0)) }
    exporter.onRead = onRead
    exporter.checksLists = isForLists
    return try exporter.run()
  }

  private func carryOut(
    _ report: inout RunReport, _ targets: [UploadTarget], _ ledger: Ledger, _ number: Int64
  ) throws {
    let summary = try export(targets, ledger)
    report.take(summary)
    try ledger.addRejects(summary.rejects.map { RejectRecord($0) }, run: number)
    onStage(.validate)
    let check = OutboxCheck(summary.outbox)
    var delivered = DeliveredParcels(summary)
    for parcel in check.withheld { delivered.withhold(parcel.name) }
    for target in targets {
      onStage(.upload(destination: target.name))
      var job = UploadJob(folder: summary.outbox, target: target, environment: environment)
      job.ledger = (ledger, number)
      job.replaces = options.export.replaces
      job.isCancelled = isCancelled
      job.hashedParcels = check.parcels
      job.includes = { check.reason(for: $0) == nil }
      var throughput = Throughput()
      let outcome = try job.run { progress in
        throughput.add(seconds: progress.seconds, bytes: progress.bytesSent)
        onProgress(progress)
      }
      onOutcome(target.name, outcome)
      var destination = DestinationReport(target, outcome)
      throughput.end(seconds: outcome.summary.seconds, bytes: outcome.summary.bytesSent)
      if outcome.summary.bytesSent > 0 { destination.throughput = throughput }
      destination.withhold(check.withheld)
      report.destinations.append(destination)
      delivered.add(outcome.summary)
    }
    delivered.count(into: &report)
    for kind in report.kinds where kind.pendingParcels == 0 {
      if let mark = summary.watermarks[kind.kind] { try Watermark.move(kind.kind, to: mark, ledger, run: number) }
    }
    if isForLists {
      onStage(.lists)
      report.lists = try listSync.run(targets, ledger, number)
    }
    report.finished = .now()
    report.exitCode = report.codeOfOutcome
    try ledger.finishRun(number, exitCode: report.exitCode, counts: report.ledgerCounts)
    try ReportFolder(options.reports ?? configuration.reports).write(report, ledger: ledger)
    if let metrics = options.metrics { try report.writeMetrics(to: metrics) }
  }
}
