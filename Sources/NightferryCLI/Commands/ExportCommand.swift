import CommandLineKit
import FoundationEssentials
import Nightly
import Sedric

/// `nightferry export`.
enum ExportCommand {
  private typealias Shared = RunOptionGroups
  static let outbox = Option.text(
    "--outbox", value: "DIR", help: "The folder to fill, in place of the configuration's.")
  static let explain = Option.choice(
    "--explain", of: FileKind.self,
    help: "Show for one record which column became which field, with its values; with --id for that one.")

  static let command = Command(
    name: "export",
    summary: "Turn the dump into the vendor's files, and send nothing",
    about: """
      Writes the vendor's files into the outbox with a manifest that "sha256sum -c" accepts, and the refused records into \
      the folder of the rejects. The outbox of before is replaced in one step, when everything is made; parcels in it that \
      the ledger knows as not delivered yet are kept.
      """,
    options: [
      OptionGroup(
        "Options", Shared.config, outbox, explain, Shared.dryRun, Shared.replace, Shared.format, Shared.progress),
      Shared.selection,
    ],
    examples: [
      Example("nightferry export --config nightferry.json5", "fill the outbox"),
      Example("nightferry export --dry-run", "what would be made, and what would be refused"),
      Example("nightferry export --explain voice --id C-0001", "which column became which field of this call"),
      Example("nightferry export --id C-0001 --outbox /tmp/one", "one interaction, to look at"),
    ],
    exitCodes: [.done: "every record was exported", .refused: "some records were refused, the rest was exported"],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    if let kind = call[explain] { return try explain(kind.rawValue, call) }
    return try Shared.carryOut(call) {
      $0.export.outbox = call[outbox]
    } _: {
      try $0.exportOnly()
    }
  }

  private static func explain(_ kind: String, _ call: Invocation) throws -> ExitCode {
    let environment = ProcessInfo.processInfo.environment
    let configuration = try Configuration(path: call[Shared.config], environment: environment)
    let exporter = Exporter(configuration, try Shared.export(call, configuration), environment: environment)
    guard let explanation = try exporter.explain(kind: kind) else {
      throw Failure(
        .usage, "no record of \(kind) is there to be explained",
        advice: call[Shared.id].isEmpty ? "Its source is empty." : "No record has the id that --id names.")
    }
    let answer = RunExplanation(explanation: explanation)
    switch call[Shared.format] {
    case .table: answer.print(call.console)
    case .json: call.console.print(answer.json)
    }
    return explanation.refusal == nil ? .done : .refused
  }
}
