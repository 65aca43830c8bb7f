import Bytes
import CommandLineKit
import Delivery
import FoundationEssentials
import Ledger
import Nightly

/// `nightferry upload`.
enum UploadCommand {
  static let folder = Operand.one("DIR", help: "The folder: an outbox with its manifest, or any other.")
  static let target = Operand.optional(
    "TARGET", help: "sftp://user@host:port/path, or a local folder. Without it the configuration's destinations.")

  static let ledger = Option.text(
    "--ledger", value: "FILE", help: "Remember what was delivered here, and send nothing twice.")
  static let config = Option.text(
    "-c", "--config", value: "FILE", default: "nightferry.json5",
    help: "The configuration whose destinations and ledger are used where no target is named.")
  static let verify = Option.choice(
    "--verify", of: DeliveryOptions.Verification.self, default: .size,
    help: """
      How arrived files are checked: by their size, by reading them back and comparing their SHA-256, or by the SHA-256 \
      that the server's own shell works out. Where it has no shell or no command for that, files are read back.
      """)
  static let replace = Option.flag(
    "--replace", help: "Send parcels whose contents have changed since they were delivered.")
  static let synchronize = Option.flag(
    "--fsync", help: "Have the server force each file to its disk, where it can.")
  static let clean = Option.flag(
    "--clean", help: "Afterwards remove temporary files that our own earlier uploads left on the server.")
  static let retries = Option.integer(
    "--retries", value: "N", default: 5, in: 0...1000, help: "How often a failed parcel is tried again.")
  static let progress = Option.choice(
    "--progress", of: ProgressMode.self, default: .auto, help: "How progress is shown on standard error.")
  static let format = Option.choice(
    "--format", of: UploadReport.Format.self, default: .table, help: "How the sums are printed.")

  static let command = Command(
    name: "upload",
    summary: "Deliver a folder to a server",
    about: """
      Sends the files below DIR: NAME.mp3 and NAME.csv of one folder together, the audio first; everything else by itself. \
      Hidden files and links to folders are not sent, and a link to a file outside DIR ends the upload before it begins. \
      Files appear under their names only when they are whole and checked, where the server can rename. What was cut off is \
      gone on with.

      With a ledger, what was delivered before is skipped, and changed contents are refused without --replace. Without \
      one, files on the server that have the same size and are not older are skipped, and others are replaced.

      Passwords come from the environment variable NF_PASSWORD or a file, never from the command line.
      """,
    operands: [folder, target],
    options: [
      OptionGroup("Options", ledger, config, verify, replace, synchronize, clean, retries, progress, format),
      ServerOptions.group,
    ],
    examples: [
      Example("nightferry upload outbox sftp://company@sftp.example.com/upload", "any folder to any server"),
      Example(
        "nightferry upload outbox sftp://company@sftp.example.com/upload --ledger nightferry.sqlite",
        "and never the same thing twice"),
      Example("nightferry upload outbox --config nightferry.json5", "to all destinations of the configuration"),
      Example("nightferry upload outbox /mnt/archive --verify readback", "to a folder, every byte read back"),
    ],
    exitCodes: [
      .done: "everything is at its destination",
      .refused: "parcels with changed contents were not replaced, the rest is delivered",
    ],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    Interruption.install()
    warnOfUnlisted(call)
    let environment = ProcessInfo.processInfo.environment
    let (targets, ledger) = try targets(call, environment)
    let run = try ledger?.beginRun(command: "upload") ?? 0
    var worst = ExitCode.done
    do {
      for target in targets {
        worst = UploadReport.worse(worst, try upload(call, to: target, environment, ledger.map { ($0, run) }))
      }
    } catch {
      try ledger?.finishRun(run, exitCode: ErrorWords.failure(error).code.rawValue)
      throw error
    }
    try ledger?.finishRun(run, exitCode: worst.rawValue)
    return worst
  }

  /// Files beside a manifest that it does not name are not sent, which should not go by in silence.
  private static func warnOfUnlisted(_ call: Invocation) {
    // A folder that cannot be read is told of when it is uploaded.
    guard let names = try? Outbox.unlisted(in: call[folder]), let first = names.first else { return }
    let more = names.count > 1 ? " and \(Quantity.count(names.count - 1)) more" : ""
    call.console.note("\(first)\(more): not in \(Manifest.name), so not sent")
  }

  private static func upload(
    _ call: Invocation, to target: UploadTarget, _ environment: [String: String],
    _ ledger: (ledger: Ledger, run: Int64)?
  ) throws -> ExitCode {
    var job = UploadJob(folder: call[folder], target: target, environment: environment)
    job.ledger = ledger
    if call.isGiven(verify) { job.verification = call[verify] }
    job.replaces = call[replace]
    job.synchronizes = call[synchronize]
    job.cleans = call[clean]
    job.retry.parcelRetries = call[retries]
    job.isCancelled = { Interruption.isRequested }
    let display = ProgressDisplay(call[progress], console: call.console)
    let outcome: UploadJob.Outcome
    do {
      defer { display.finish() }
      outcome = try job.run { display.update(ProgressState($0)) }
    }
    ServerOptions.describe(outcome.server, call)
    let report = UploadReport(target: target.name, outcome: outcome)
    outcome.summary.write(to: call.console.log, destination: target.name)
    outcome.writeDetails(to: call.console.log, destination: target.name)
    report.print(call.console, call[format])
    return report.exitCode
  }

  /// Where to, and with which ledger: the target that was named, or the configuration's.
  private static func targets(
    _ call: Invocation, _ environment: [String: String]
  ) throws -> ([UploadTarget], Ledger?) {
    if let text = call[target] {
      let place = try UploadTarget(text, login: ServerOptions.login(call))
      return ([place], try call[ledger].map { try Ledger(path: $0) })
    }
    let configuration = try Configuration(path: call[config], environment: environment)
    guard !configuration.destinations.isEmpty else {
      throw Failure(
        .usage, "\(configuration.path): there are no destinations", advice: "Add destinations, or name a target.")
    }
    let places = try configuration.destinations.map { try UploadTarget($0) }
    // A ledger that is named in a folder that is not there is more likely a slip than a first night.
    return (places, try call[ledger].map { try Ledger(path: $0) } ?? configuration.openLedger())
  }
}

extension ProgressState {
  /// A delivery's progress as the display takes it.
  init(_ progress: DeliveryProgress) {
    var phase = "upload"
    if let seconds = progress.secondsToReconnect { phase = "connection lost, again in \(Quantity.seconds(seconds))" }
    self.init(
      phase: phase, unit: "parcels", done: progress.delivered, total: progress.parcels, bytes: progress.bytesSent,
      totalBytes: progress.bytes, connections: progress.connections, names: progress.names)
  }
}
