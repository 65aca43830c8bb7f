import CommandLineKit
import Dump
import Files
import FoundationEssentials
import Nightly

/// `nightferry init`.
enum InitCommand {
  static let dump = Operand.optional(
    "DUMP",
    help:
      "The dump: a folder of tables, a SQLite file, or a PostgreSQL address as psql takes it; crm-dump when left out.")
  static let output = Option.text(
    "-o", "--output", value: "FILE", default: "nightferry.json5", help: "The file to write; - prints it.")
  static let url = Option.text(
    "--url", value: "URL", default: "sftp://company@sftp.example.com/", help: "The vendor's SFTP server.")
  static let service = Option.flag(
    "--service", help: "For the service of the Debian package: its folders, and secrets by way of systemd.")
  static let force = Option.flag("--force", help: "Replace a file that is there.")

  static let command = Command(
    name: "init",
    summary: "Look at a dump and write a commented configuration for it",
    about: """
      Looks at the dump's tables, by name and by their first records, and proposes which column fills which field of the \
      vendor's files, with comments that say why. Where no dump is yet, the file is an example with every file kind. \
      Look it through, then try `nightferry export --explain KIND` and `nightferry run --dry-run`.
      """,
    operands: [dump],
    options: [OptionGroup("Options", output, url, service, force)],
    examples: [
      Example("nightferry init", "nightferry.json5 in this folder"),
      Example("nightferry init /srv/crm/latest --url sftp://company@sftp.example.com/in", "with your paths"),
      Example("nightferry init service=crm", "a PostgreSQL database"),
      Example("nightferry init /srv/crm/latest --service --output -", "for the nightly service, to look at first"),
    ],
    exitCodes: [.usage: "the file is there already, or cannot be written"],
    run: run
  )

  static func run(_ call: Invocation) throws -> ExitCode {
    let path = call[output]
    let (plain, kinds) = try text(call[dump] ?? "crm-dump", call[url], for: path)
    let text = call[service] ? StarterConfiguration.forService(plain) : plain
    if path == "-" {
      call.console.write(text)
      return .done
    }
    if !call[force], (try? FileStatus.ofLink(path)) != nil {
      throw Failure(.usage, "\(path) is there already", advice: "Name another file, or replace it with --force.")
    }
    try AtomicFile.write(Array(text.utf8).span, to: path)
    if call.console.isQuiet { return .done }
    if let kinds, !kinds.isEmpty {
      call.console.print("\(path) is written. It exports \(kinds.joined(separator: ", ")). Look it through, then type:")
    } else {
      let why = kinds == nil ? "" : " No table of the dump looks like calls, chats, mails, affiliates or properties."
      call.console.print("\(path) is written.\(why) Put in your tables and columns, then type:")
    }
    let option = path == "nightferry.json5" ? "" : " --config \(path)"
    call.console.print("  nightferry config check\(option)")
    call.console.print("  nightferry run --dry-run\(option)")
    return .done
  }

  /// The configuration, and the kinds that were found; nil where there is no dump to look at.
  private static func text(_ name: String, _ url: String, for path: String) throws -> (text: String, kinds: [String]?) {
    let isPostgres = PostgresAddress.isAddress(name)
    if isPostgres, PostgresAddress.holdsPassword(name) {
      throw UsageError("a password does not belong on the command line", advice: "Put it into PGPASSWORD or ~/.pgpass.")
    }
    guard isPostgres || (try? FileStatus.of(name)) != nil else {
      return (StarterConfiguration.text(dump: name, url: url), nil)
    }
    // Relative paths in the file start at the file's own folder.
    let isElsewhere = path.contains("/") && !name.hasPrefix("/") && !isPostgres
    let place = isElsewhere ? "\(FileManager.default.currentDirectoryPath)/\(name)" : name
    let dump = isPostgres ? try Dump(postgres: PostgresAddress(name)) : try Dump(path: place)
    let proposal = try DumpProposal(dump)
    if proposal.kinds.isEmpty {
      return (StarterConfiguration.text(dump: place, url: url, notes: proposal.nearMisses), [])
    }
    let text = StarterConfiguration.text(
      dump: place, isPostgres: isPostgres, proposal: proposal, zone: zone, url: url)
    return (text, proposal.kinds)
  }

  /// The zone that this machine is set to.
  private static var zone: String {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")
    let linked = link?.split(separator: "zoneinfo/").last.map(String.init)
    let variable = ProcessInfo.processInfo.environment["TZ"]
    return [variable, linked].compactMap(\.self).first { TimeZoneNames.isKnown($0) } ?? "UTC"
  }
}
