import CommandLineKit
import FoundationEssentials
import Nightly
import SFTP

/// `nightferry doctor`.
enum DoctorCommand {
  static let target = Operand.optional(
    "TARGET", help: "sftp://user@host:port/path; without it the configuration and its destinations.")
  static let config = Option.text(
    "-c", "--config", value: "FILE", default: "nightferry.json5", help: "The configuration to look at.")
  static let probe = Option.text(
    "--probe-dir", value: "PATH",
    help: "A folder on the server in which to try what writing can do. The small file for it is removed again.")
  static let format = Option.choice(
    "--format", of: Format.self, default: .table,
    help: "How the findings are printed, each as it is found; JSON is an object a line.")

  /// How findings are printed.
  enum Format: String, CaseIterable {
    case table, json
  }

  static let command = Command(
    name: "doctor",
    summary: "Find out why a connection or a configuration does not work",
    about: """
      Looks at a server step by step: name, network, banner, algorithms, host key, login, SFTP, folders. Without a \
      target it also looks at the configuration, the dump, free space, the ledger and the clock. Nothing is sent or \
      changed, unless --probe-dir says where a small file may be written. With --verbose it also lists the algorithms that \
      each side offers.
      """,
    operands: [target],
    options: [OptionGroup("Options", config, probe, format), ServerOptions.group],
    examples: [
      Example("nightferry doctor", "all that a run with nightferry.json5 needs"),
      Example("nightferry doctor sftp://company@sftp.example.com/upload", "one server"),
      Example(
        "nightferry doctor sftp://company@sftp.example.com --probe-dir upload", "and whether files can be written"),
    ],
    exitCodes: [.done: "a delivery would work", .usage: "the configuration, or something that it names, is wrong"],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    let environment = ProcessInfo.processInfo.environment
    let printer = FindingPrinter(call.console, call[format], showsDetails: call[CommonOptions.verbose])
    if let text = call[target] {
      let address = try ServerAddress(text)
      let login = try ServerOptions.login(call)
      return try examine(address, login, [address.path], call, environment, printer)
    }
    let configuration = try Configuration(path: call[config], environment: environment)
    var worst = ExitCode.done
    for line in LocalDoctor(configuration).examine(environment: environment) {
      printer.print(line)
      if line.level == .failure { worst = .usage }
    }
    for destination in configuration.destinations {
      let address = try destination.address
      let folders = configuration.exports.map { export in
        let name = destination.folders[export.kind] ?? export.kind
        return name.contains("{") ? address.path : address.path.isEmpty ? name : "\(address.path)/\(name)"
      }
      printer.title("\(destination.name): \(address.name)")
      let code = try examine(address, destination.login, folders, call, environment, printer)
      if worst == .done { worst = code }
    }
    return worst
  }

  private static func examine(
    _ address: ServerAddress, _ login: ServerLogin, _ folders: [String], _ call: Invocation,
    _ environment: [String: String], _ printer: FindingPrinter
  ) throws -> ExitCode {
    let configuration = try login.configuration(for: address, environment: environment)
    let doctor = ServerDoctor(configuration, folders: folders.map { RemotePath($0.isEmpty ? "." : $0) }) {
      printer.print($0)
    }
    do throws(SFTPError) {
      try doctor.examine(probing: call[probe].map { RemotePath($0) })
      return .done
    } catch {
      return ErrorWords.code(error.code)
    }
  }
}
