import CommandLineKit
import FoundationEssentials
import Nightly

/// The options that `run` and `export` share.
enum RunOptionGroups {
  static let config = Option.text(
    "-c", "--config", value: "FILE", default: "nightferry.json5", help: "The configuration.")
  static let dryRun = Option.flag(
    "-n", "--dry-run", help: "Read and check everything, and write and send nothing.")
  static let replace = Option.flag(
    "--replace", help: "Send records again that have changed since they were delivered, in the place of the old ones.")
  static let date = Option.text(
    "--date", value: "DAY", help: "Only records of this day, as 2026-11-19, by the configuration's time zone.")
  static let since = Option.text(
    "--since", value: "TIME", help: "Only records from this day or time on.")
  static let until = Option.text(
    "--until", value: "TIME", help: "Only records before this day or time.")
  static let full = Option.flag(
    "--full", help: "All records, whatever the configuration's increments say.")
  static let id = Option.list(
    "--id", value: "ID", help: "Only the interaction with this id.")
  static let retry = Option.list(
    "--retry-rejects", value: "FILE",
    help: "Read only this file of rejects, mended, in place of the dump's table, one for each kind.")
  static let progress = Option.choice(
    "--progress", of: ProgressMode.self, default: .auto, help: "How progress is shown on standard error.")
  static let format = Option.choice(
    "--format", of: ReportFormat.self, default: .table, help: "How the report is printed.")

  static let selection = OptionGroup("Which records", date, since, until, full, id, retry)

  /// How the report is printed.
  enum ReportFormat: String, CaseIterable, Sendable {
    case table, json
  }

  /// The export's options as the call gives them.
  static func export(_ call: Invocation, _ configuration: Configuration) throws -> ExportOptions {
    var options = ExportOptions()
    options.isDryRun = call[dryRun]
    options.replaces = call[replace]
    options.ids = try call[id].map { text in
      // A script's variable that is not set: exporting nothing would look like a good night.
      if text.isEmpty { throw UsageError("--id names no interaction", advice: "Give an id, or leave --id out.") }
      return Array(text.utf8)
    }
    options.window = try TimeWindow.read(
      date: call[date], since: call[since], until: call[until], isFull: call[full], timeZone: configuration.timeZone)
    for path in call[retry] { try options.add(retry: path, of: configuration) }
    return options
  }
}
