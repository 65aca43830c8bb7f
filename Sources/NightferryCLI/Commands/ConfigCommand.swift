import CommandLineKit
import FoundationEssentials
import Nightly

/// `nightferry config check` and `config show`.
enum ConfigCommand {
  static let config = Option.text(
    "-c", "--config", value: "FILE", default: "nightferry.json5", help: "The configuration.")

  static let outbox = Option.text("--outbox", value: "DIR", help: "The outbox, as `export --outbox` would set it.")
  static let ledger = Option.text("--ledger", value: "FILE", help: "The ledger, as `upload --ledger` would set it.")
  static let report = Option.text("--report", value: "DIR", help: "The reports, as `run --report` would set them.")
  static let format = Option.choice(
    "--format", of: RunOptionGroups.ReportFormat.self, default: .table, help: "How the answer is printed.")

  static let command = Command(
    name: "config",
    summary: "Check a configuration, or show what is in effect",
    subcommands: [
      Command(
        name: "check",
        summary: "Check a configuration without reading the dump's rows or connecting",
        about: """
          Reads the whole configuration, looks for the dump, the recordings and the key files that it names, and for \
          the environment variables of its passwords. Nothing is written and nobody is called.
          """,
        options: [OptionGroup("Options", config, format)],
        examples: [
          Example("nightferry config check --config nightferry.json5", "before the first night"),
          Example("nightferry config check --format json", "for another program, as before a change goes live"),
        ],
        exitCodes: [.done: "the configuration can be used", .usage: "something is wrong or missing"],
        run: ConfigCheck.run),
      Command(
        name: "show",
        summary: "Show all values in effect, and where each comes from",
        about: """
          Lists every value of the configuration with its source: the line of the file, an environment variable, an \
          option, or the default. Paths are those that are used. Secrets are never read: only where they are found is shown.
          """,
        options: [OptionGroup("Options", config, outbox, ledger, report, format)],
        examples: [
          Example("nightferry config show", "what a run would go by"),
          Example("nightferry config show --format json", "for another program"),
        ],
        run: show),
    ])

  static func show(_ call: Invocation) throws -> ExitCode {
    let configuration = try Configuration(path: call[config], environment: ProcessInfo.processInfo.environment)
    let given = [("outbox", outbox, "--outbox"), ("ledger", ledger, "--ledger"), ("reports", report, "--report")]
    let overrides = given.compactMap { key, option, name in
      call[option].map { ConfigurationEntry(keyPath: key, text: $0, source: .option(name)) }
    }
    let listing = configuration.listing(overrides: overrides)
    switch call[format] {
    case .json: call.console.write(listing.json.span)
    case .table:
      var table = TextTable(["key", "value", "from"])
      for entry in listing.entries { table.add([entry.keyPath, entry.value, entry.source.words]) }
      call.console.write(table.text())
    }
    return .done
  }
}
