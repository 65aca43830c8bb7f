import CommandLineKit
import FoundationEssentials
import JSONText
import Nightly

/// `nightferry config check`: what a configuration says in short, and what a run would stumble over.
struct ConfigCheck {
  /// The file as it was named.
  let path: String
  /// What it says; nil where it cannot be read.
  let configuration: Configuration?
  /// What is wrong, a sentence each.
  let problems: [String]

  static func run(_ call: Invocation) throws -> ExitCode {
    let environment = ProcessInfo.processInfo.environment
    let path = call[ConfigCommand.config]
    let check: ConfigCheck
    do throws(ConfigurationError) {
      let configuration = try Configuration(path: path, environment: environment)
      check = ConfigCheck(
        path: path, configuration: configuration, problems: configuration.findings(environment: environment))
    } catch {
      // For people the failure says it all, with its code.
      if call[ConfigCommand.format] == .table { throw error }
      check = ConfigCheck(path: path, configuration: nil, problems: [error.description])
    }
    switch call[ConfigCommand.format] {
    case .table: check.print(call.console)
    case .json: call.console.print(check.json)
    }
    return check.problems.isEmpty ? .done : .usage
  }

  private func print(_ console: Console) {
    if let configuration, !console.isQuiet {
      console.print("\(path): exports \(configuration.exports.map(\.kind).joined(separator: ", "))")
      let places = [
        ("dump", configuration.dump.path), ("outbox", configuration.outbox), ("ledger", configuration.ledger),
      ]
      for (name, place) in places + configuration.destinations.map({ ($0.name, $0.url) }) {
        console.print("  \(name)\(String(repeating: " ", count: max(0, 10 - name.count)))  \(place)")
      }
    }
    for problem in problems { console.print("  problem: \(problem)") }
  }

  private var json: String {
    var writer = JSONWriter(indentation: 2)
    writer.beginObject()
    writer.member("file", path)
    writer.member("usable", problems.isEmpty)
    writer.member("problems", problems)
    if let configuration {
      writer.member("exports", configuration.exports.map(\.kind))
      writer.member("dump", configuration.dump.path)
      writer.member("outbox", configuration.outbox)
      writer.member("ledger", configuration.ledger)
      writer.object("destinations") { writer in
        for destination in configuration.destinations { writer.member(destination.name, destination.url) }
      }
    }
    writer.endObject()
    return writer.text
  }
}
