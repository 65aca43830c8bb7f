import Bytes
public import Delivery
import Files
import Ledger
import Sedric

/// Keeps the vendor's affiliates and properties equal to ours.
///
/// Lists go whole or not at all: a row that cannot be sent would vanish at the vendor, so a single mistake keeps everything
/// back. Where nothing has changed nothing is sent.
public struct ListSync {
  /// The configuration.
  public var configuration: Configuration
  /// What is asked for.
  public var options: SyncOptions
  /// The variables that secrets are fetched from.
  public var environment: [String: String]
  /// Whether somebody asked the work to stop.
  public var isCancelled: @Sendable () -> Bool = { false }
  /// Told of a delivery's progress.
  public var onProgress: (DeliveryProgress) -> Void = { _ in }

  /// Creates a sync.
  public init(_ configuration: Configuration, _ options: SyncOptions, environment: [String: String]) {
    self.configuration = configuration
    self.options = options
    self.environment = environment
  }

  /// Compares and, unless it is a dry run, sends. Throws `FlowError`, `ServerError` and `LedgerError` where it ends before
  /// anything is sent; a server that cannot be asked stops its own destination only.
  public func run() throws -> SyncReport {
    let targets = try targets()
    let ledger = options.isDryRun ? try configuration.openLedgerToRead() : try configuration.openLedger()
    let number = options.isDryRun ? nil : try ledger?.beginRun(command: "sync")
    let report: SyncReport
    do {
      report = try run(targets, ledger, number)
    } catch {
      if let number { try? ledger?.finishRun(number, exitCode: NightlyRun.exitCode(of: error)) }
      throw error
    }
    if let number { try ledger?.finishRun(number, exitCode: report.exitCode, counts: report.ledgerCounts) }
    return report
  }

  /// The same within a run that has begun.
  func run(_ targets: [UploadTarget], _ ledger: Ledger?, _ number: Int64?) throws -> SyncReport {
    var report = SyncReport()
    report.isDryRun = options.isDryRun
    report.run = number
    let lists = try OwnLists(configuration, environment: environment, isCancelled: isCancelled)
    report.problems = lists.problems
    // What has changed is worth knowing even where a mistake keeps it back, but only a dry run is for that.
    if lists.isWhole || options.isDryRun {
      for target in targets { report.destinations.append(try sync(lists, target, ledger, number)) }
    }
    return report
  }

  private func targets() throws -> [UploadTarget] {
    guard !configuration.destinations.isEmpty else {
      throw FlowError.usage(
        "\(configuration.path): there are no destinations", advice: "Add destinations to the configuration.")
    }
    return try configuration.destinations.map { try UploadTarget($0) }
  }

  private func sync(
    _ lists: OwnLists, _ target: UploadTarget, _ ledger: Ledger?, _ run: Int64?
  ) throws -> SyncReport.Destination {
    var plan = try SyncPlan(lists, configuration, target, ledger)
    var destination = SyncReport.Destination(name: target.name, address: target.address)
    do throws(RemoteFailure) {
      try look(&plan, target)
    } catch {
      // Who only looks can do without the server; who sends will not get further either, but to other destinations.
      if !options.isDryRun {
        destination.stopped = error
        destination.code = error.code.exitCode
        return destination
      }
      plan.notes.append("the server cannot be asked (\(error.message)); compared with what was delivered last")
    }
    plan.describe(in: &destination)
    if !options.allowsRemovals { destination.refusal = plan.refusal(configuration.lists.maxRemoved) }
    guard let ledger, let run, destination.refusal == nil, lists.isWhole, plan.hasWork else { return destination }
    for step in try plan.steps() where destination.code == 0 {
      try send(step, plan, target, (ledger, run), &destination)
    }
    return destination
  }

  private func look(_ plan: inout SyncPlan, _ target: UploadTarget) throws(RemoteFailure) {
    let store: any RemoteStore
    do { store = try target.store(environment: environment) } catch {
      throw RemoteFailure(.configuration, message: "\(error.problem). \(error.fix)")
    }
    defer { store.close() }
    try plan.look(in: store)
  }

  /// Sends the files of one step and adds what came of it.
  private func send(
    _ files: [ListFiles.File], _ plan: SyncPlan, _ target: UploadTarget, _ ledger: (ledger: Ledger, run: Int64),
    _ destination: inout SyncReport.Destination
  ) throws {
    let folder = "\(configuration.outbox).sync"
    do throws(SystemError) {
      try ListOutbox.write(files, in: folder)
    } catch {
      throw FlowError.file(error, purpose: "the outbox of the lists")
    }
    try plan.forgetDrifted(files, ledger.ledger, ledger.run)
    var job = UploadJob(folder: folder, target: target, environment: environment)
    job.ledger = ledger
    job.isCancelled = isCancelled
    let outcome = try job.run(onProgress: onProgress)
    destination.take(outcome.summary)
    if destination.code == 0 { try? Folder.removeTree(folder) }
  }
}

extension SyncReport {
  /// The sums that the ledger keeps.
  fileprivate var ledgerCounts: [RunCount] {
    var sums: [String: [String: Int]] = [:]
    for changes in destinations.flatMap(\.changes) {
      sums[changes.kind, default: [:]]["added", default: 0] += changes.added.count
      sums[changes.kind, default: [:]]["removed", default: 0] += changes.removed.count
      sums[changes.kind, default: [:]]["changed", default: 0] += changes.changed.count
    }
    return sums.flatMap { kind, counts in
      counts.map { RunCount(kind: kind, name: $0.key, value: Int64($0.value)) }
    }
  }
}

extension SyncReport.Destination {
  /// Adds what a delivery came to.
  fileprivate mutating func take(_ summary: DeliverySummary) {
    bytesSent += summary.bytesSent
    for parcel in summary.parcels {
      let name = "\(parcel.kind)/\(String(decoding: parcel.id, as: UTF8.self)).json"
      switch parcel.outcome {
      case .delivered: filesSent += 1
      case .alreadyDelivered: break
      case .conflict(let reason), .notTried(let reason): failures.append("\(name): \(reason)")
      case .failed(let failure): failures.append("\(name): \(failure)")
      }
    }
    switch summary.stopped {
    case .remote(let failure): code = failure.code.exitCode
    case .ledger, .cancelled: code = 4
    case nil: code = failures.isEmpty ? 0 : 4
    }
  }
}
