import Bytes
import CommandLineKit
import FoundationEssentials
import Nightly

extension RunOptionGroups {
  /// What `run` and `export` have in common: reads the configuration, makes the run, shows its progress while `work` is
  /// done, and prints its report.
  static func carryOut(
    _ call: Invocation, _ adjust: (inout RunOptions) -> Void, _ work: (NightlyRun) throws -> RunReport
  ) throws -> ExitCode {
    Interruption.install()
    let environment = ProcessInfo.processInfo.environment
    let configuration = try Configuration(path: call[config], environment: environment)
    var options = RunOptions()
    options.export = try export(call, configuration)
    options.version = version
    adjust(&options)
    let display = ProgressDisplay(call[progress], console: call.console)
    var job = NightlyRun(configuration, options, environment: environment)
    job.isCancelled = { Interruption.isRequested }
    let log = call.console.log
    job.onStage = { stage in
      log.write(.info, stage.phase)
      display.update(ProgressState(phase: stage.phase))
    }
    job.onRead = { kind, count in
      display.update(ProgressState(phase: RunStage.export(kind: kind).phase, unit: "records", done: count))
    }
    job.onOutcome = { $1.writeDetails(to: log, destination: $0) }
    job.onProgress = { display.update(ProgressState($0)) }
    job.onStop = { report in
      display.finish()
      print(report, call)
    }
    let report: RunReport
    do {
      defer { display.finish() }
      report = try work(job)
    }
    print(report, call)
    return ExitCode(rawValue: report.exitCode) ?? .internalError
  }

  private static func print(_ report: RunReport, _ call: Invocation) {
    report.write(to: call.console.log)
    switch call[format] {
    case .table where call.console.isQuiet && report.exitCode == 0 && !report.isDryRun: break
    case .table: RunSummary(report).print(call.console)
    case .json: call.console.write(report.json().span)
    }
  }
}

extension RunStage {
  /// The stage in a word or two.
  var phase: String {
    switch self {
    case .export(let kind): "export \(kind)"
    case .validate: "validate"
    case .upload(let destination): "upload to \(destination)"
    case .lists: "affiliates and properties"
    }
  }
}
