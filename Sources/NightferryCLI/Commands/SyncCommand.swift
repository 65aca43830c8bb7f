import CommandLineKit
import Delivery
import FoundationEssentials
import Nightly

/// `nightferry sync`.
enum SyncCommand {
  static let config = RunOptionGroups.config
  static let dryRun = Option.flag(
    "-n", "--dry-run", help: "Only show what would change, field by field, and send nothing.")
  static let allowRemovals = Option.flag(
    "--allow-removals", help: "Let a list shrink by more than the configuration's lists.maxRemoved.")
  static let format = Option.choice(
    "--format", of: RunOptionGroups.ReportFormat.self, default: .table, help: "How the changes are printed.")

  static let command = Command(
    name: "sync",
    summary: "Keep the vendor's affiliates and properties equal to ours",
    about: """
      Makes affiliates.json and properties.json of the dump, compares them with what the server has, or where it may not \
      be read with what was delivered last, and sends what has changed. Where nothing has changed nothing is sent.

      The vendor takes the files as the truth, so a list goes whole or not at all: one row that cannot be sent keeps \
      everything back, and so does a list that would shrink by more than lists.maxRemoved (20% unless configured). At no \
      instant does a property name an affiliate that is not up.
      """,
    options: [OptionGroup("Options", config, dryRun, allowRemovals, format, RunOptionGroups.progress)],
    examples: [
      Example("nightferry sync --dry-run", "what would change at the vendor, before and after"),
      Example("nightferry sync --config nightferry.json5", "send what has changed"),
      Example("nightferry sync --allow-removals", "when many affiliates have really gone"),
    ],
    exitCodes: [
      .done: "the vendor's lists are equal to ours",
      .refused: "the lists have mistakes, or would shrink too much; nothing was sent",
    ],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    Interruption.install()
    let environment = ProcessInfo.processInfo.environment
    let configuration = try Configuration(path: call[config], environment: environment)
    var options = SyncOptions()
    options.isDryRun = call[dryRun]
    options.allowsRemovals = call[allowRemovals]
    var sync = ListSync(configuration, options, environment: environment)
    sync.isCancelled = { Interruption.isRequested }
    let display = ProgressDisplay(call[RunOptionGroups.progress], console: call.console)
    sync.onProgress = { display.update(ProgressState($0)) }
    let report: SyncReport
    do {
      defer { display.finish() }
      report = try sync.run()
    }
    report.write(to: call.console.log)
    switch call[format] {
    case .table where call.console.isQuiet && report.exitCode == 0 && !report.isDryRun: break
    case .table: SyncPrinter(report, call.console).print()
    case .json: call.console.print(report.json)
    }
    for failure in report.destinations.compactMap(\.stopped) {
      call.console.report(ErrorWords.failure(failure), program: "nightferry")
    }
    return ExitCode(rawValue: report.exitCode) ?? .internalError
  }
}
