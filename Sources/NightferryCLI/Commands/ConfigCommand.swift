import CommandLineKit
import FoundationEssentials
import Nightly

/// `nightferry config check`.
enum ConfigCommand {
  static let config = Option.text(
    "-c", "--config", value: "FILE", default: "nightferry.json5", help: "The configuration.")

  static let command = Command(
    name: "config",
    summary: "Check a configuration",
    subcommands: [
      Command(
        name: "check",
        summary: "Check a configuration without reading the dump's rows or connecting",
        about: """
          Reads the whole configuration, looks for the dump, the recordings and the key files that it names, and for \
          the environment variables of its passwords. Nothing is written and nobody is called.
          """,
        options: [OptionGroup("Options", config)],
        examples: [Example("nightferry config check --config nightferry.json5", "before the first night")],
        exitCodes: [.done: "the configuration can be used", .usage: "something is wrong or missing"],
        run: check)
    ])

  static func check(_ call: Invocation) throws -> ExitCode {
    let environment = ProcessInfo.processInfo.environment
    let configuration = try Configuration(path: call[config], environment: environment)
    let findings = configuration.findings(environment: environment)
    let kinds = configuration.exports.map(\.kind).joined(separator: ", ")
    call.console.print("\(configuration.path): exports \(kinds)")
    call.console.print("  dump        \(configuration.dump.path)")
    call.console.print("  outbox      \(configuration.outbox)")
    call.console.print("  ledger      \(configuration.ledger)")
    for destination in configuration.destinations {
      call.console.print("  \(destination.name.padded(to: 10))  \(destination.url)")
    }
    for finding in findings { call.console.print("  problem: \(finding)") }
    return findings.isEmpty ? .done : .usage
  }
}

extension String {
  /// The text with spaces up to `count` characters.
  fileprivate func padded(to count: Int) -> String {
    self + String(repeating: " ", count: max(0, count - self.count))
  }
}
