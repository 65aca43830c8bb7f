import CommandLineKit
import Nightly

/// `nightferry run`.
enum RunCommand {
  private typealias Shared = RunOptionGroups
  static let report = Option.text(
    "--report", value: "DIR", help: "The folder of the reports, in place of the configuration's.")
  static let metrics = Option.text(
    "--metrics", value: "FILE", help: "Write the sums for node_exporter's textfile collector (Prometheus).")

  static let command = Command(
    name: "run",
    summary: "Export, check, deliver and report: the whole night's work",
    about: """
      Reads the dump as the configuration says, writes the vendor's files into the outbox, checks them, delivers them to \
      every destination, and reports what was sent, what was refused and why.

      Nothing is sent twice: what the ledger knows as delivered with the same contents is skipped, and a record that has \
      changed since then is refused without --replace. A run that was cut off is gone on with by the next one. Refused \
      records are in the folder of the rejects, with file, line and reason.
      """,
    options: [
      OptionGroup(
        "Options", Shared.config, Shared.dryRun, Shared.replace, report, metrics, Shared.format, Shared.progress),
      Shared.selection,
    ],
    examples: [
      Example("nightferry run --config nightferry.json5", "last night's dump, as cron calls it at 02:00"),
      Example("nightferry run --dry-run", "what would be sent, and what would be refused"),
      Example("nightferry run --date 2026-11-19", "one day only"),
      Example("nightferry run --retry-rejects rejects/voice.csv", "calls that were refused and have been mended"),
    ],
    exitCodes: [
      .done: "everything is delivered", .refused: "some records were refused, the rest is delivered",
    ],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    try Shared.carryOut(call) { options in
      options.reports = call[report]
      options.metrics = call[metrics]
    } _: { job in
      try job.run()
    }
  }
}
