import Bytes
import CommandLineKit
import FoundationEssentials
import Nightly

/// `nightferry export`.
enum ExportCommand {
  private typealias Shared = RunOptionGroups
  static let outbox = Option.text(
    "--outbox", value: "DIR", help: "The folder to fill, in place of the configuration's.")

  static let command = Command(
    name: "export",
    summary: "Turn the dump into the vendor's files, and send nothing",
    about: """
      Writes the vendor's files into the outbox with a manifest that "sha256sum -c" accepts, and the refused records into \
      the folder of the rejects. The outbox of before is replaced in one step, when everything is made; parcels in it that \
      the ledger knows as not delivered yet are kept.
      """,
    options: [
      OptionGroup("Options", Shared.config, outbox, Shared.dryRun, Shared.replace, Shared.format, Shared.progress),
      Shared.selection,
    ],
    examples: [
      Example("nightferry export --config nightferry.json5", "fill the outbox"),
      Example("nightferry export --dry-run", "what would be made, and what would be refused"),
      Example("nightferry export --id C-0001 --outbox /tmp/one", "one interaction, to look at"),
    ],
    exitCodes: [.done: "every record was exported", .refused: "some records were refused, the rest was exported"],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    Interruption.install()
    let environment = ProcessInfo.processInfo.environment
    let configuration = try Configuration(path: call[Shared.config], environment: environment)
    var options = RunOptions()
    options.export = try Shared.export(call, configuration)
    options.export.outbox = call[outbox]
    options.version = version
    let display = ProgressDisplay(call[Shared.progress], console: call.console)
    var job = NightlyRun(configuration, options, environment: environment)
    job.isCancelled = { Interruption.isRequested }
    job.onStage = { display.update(ProgressState(phase: $0.phase)) }
    let result: RunReport
    do {
      defer { display.finish() }
      result = try job.exportOnly()
    }
    switch call[Shared.format] {
    case .table: RunSummary(result).print(call.console)
    case .json: call.console.write(result.json().span)
    }
    return ExitCode(rawValue: result.exitCode) ?? .internalError
  }
}
