import Bytes
import CommandLineKit
import Files
import FoundationEssentials
import JSONText
import Ledger
import Nightly

/// `nightferry history`.
enum HistoryCommand {
  /// How deliveries are printed.
  enum Format: String, CaseIterable, Sendable {
    case table, csv, json
  }

  static let config = RunOptionGroups.config
  static let ledger = Option.text("--ledger", value: "FILE", help: "The ledger, in place of the configuration's.")
  static let since = Option.text(
    "--since", value: "TIME", help: "Delivered on this day or later, or from this time on.")
  static let until = Option.text("--until", value: "TIME", help: "Delivered before this day or time.")
  static let id = Option.text("--id", value: "ID", help: "Only the interaction or list with this id.")
  static let destination = Option.text("--destination", value: "NAME", help: "Only what went to this destination.")
  static let format = Option.choice("--format", of: Format.self, default: .table, help: "How the answer is printed.")
  static let verify = Option.flag(
    "--verify", help: "Compare with the server instead: what is missing, different, or extra, by name and size.")
  static let readback = Option.flag(
    "--readback", help: "With --verify, also read every file back and compare its SHA-256.")
  static let export = Option.text(
    "--export", value: "DIR", help: "Write a folder of evidence: deliveries, sums, reports, configuration.")

  static let command = Command(
    name: "history",
    summary: "What was sent, when and where to",
    about: """
      Answers from the ledger alone: every file that was delivered, with its size, SHA-256 and remote path, when, by which \
      run, and how often its sending was begun. A list or record that was replaced stands there once for each time.

      With --verify the server is asked, and nothing is changed there. With --export the answer becomes a folder whose \
      manifest `sha256sum -c` accepts; no secret is in it.
      """,
    options: [
      OptionGroup(
        "Options", config, ledger, since, until, id, destination, format, verify, readback, export),
      ServerOptions.group,
    ],
    examples: [
      Example("nightferry history --since 2026-06-01 --until 2026-07-01", "what was sent in June"),
      Example("nightferry history --id C-0001 --format json", "all about one call"),
      Example("nightferry history --verify", "whether all of it is still there"),
      Example("nightferry history --since 2026-06-01 --until 2026-07-01 --export evidence-june", "for the auditor"),
    ],
    exitCodes: [.done: "answered, and with --verify all is there", .refused: "--verify has found a difference"],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    let environment = ProcessInfo.processInfo.environment
    let configuration = try configuration(call, environment)
    guard let path = call[ledger] ?? configuration?.ledger else {
      throw Failure(.usage, "there is no ledger to look into", advice: "Name one with --ledger, or a configuration.")
    }
    guard (try? FileStatus.of(path)) != nil else {
      throw Failure(.usage, "\(path): there is no ledger", advice: "The first run or upload makes one; check the path.")
    }
    let book = try Ledger(path: path, .read)
    let query = try query(call, configuration?.timeZone)
    try checkDestination(call[destination], book, configuration)
    var findings: [HistoryFinding]?
    if call[verify] || call[readback] {
      let check = HistoryVerification(call: call, ledger: book, query: query, configuration: configuration)
      findings = try check.run(environment)
    }
    if let folder = call[export] {
      var evidence = try EvidenceFolder(folder)
      try evidence.write(book, query, configuration: configuration, findings: findings, version: version)
      call.console.remark(
        "the evidence is in \(folder); check it with: cd \(folder) && sha256sum -c manifest-sha256.txt"
      )
    } else if findings == nil {
      try HistoryPrinter(call.console, call[format]).print(book, query)
    }
    return findings?.isEmpty ?? true ? .done : .refused
  }

  /// The configuration, which an answer from a ledger that is named can do without.
  private static func configuration(_ call: Invocation, _ environment: [String: String]) throws -> Configuration? {
    let isNeeded = call[ledger] == nil || call.isGiven(config)
    if !isNeeded, (try? FileStatus.of(call[config])) == nil { return nil }
    return try Configuration(path: call[config], environment: environment)
  }

  /// A name that nobody knows is a typing error: an empty answer would look like a good one.
  private static func checkDestination(_ name: String?, _ ledger: Ledger, _ configuration: Configuration?) throws {
    guard let name else { return }
    var known = configuration?.destinations.map(\.name) ?? []
    if known.contains(name) { return }
    try ledger.deliveries(DeliveryQuery()) { record in
      let destination = record.key.destination
      if !known.contains(destination) { known.append(destination) }
      return destination != name
    }
    if known.contains(name) { return }
    throw Failure(
      .usage, "no destination is named \(name), and nothing was delivered to it",
      advice: known.isEmpty ? nil : "There is: \(known.joined(separator: ", ")).")
  }

  private static func query(_ call: Invocation, _ timeZone: String?) throws -> DeliveryQuery {
    var query = DeliveryQuery(id: call[id].map { Array($0.utf8) }, destination: call[destination])
    let window = try TimeWindow.read(
      date: nil, since: call[since], until: call[until], isFull: false, timeZone: timeZone)
    if case .range(let from, let to) = window {
      query.since = from
      query.until = to
    }
    return query
  }
}
