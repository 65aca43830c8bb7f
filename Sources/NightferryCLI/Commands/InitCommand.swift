import CommandLineKit
import Files

/// `nightferry init`.
enum InitCommand {
  static let dump = Operand.optional(
    "DUMP", help: "The dump, a folder of tables or a SQLite file; crm-dump when left out.")
  static let output = Option.text(
    "-o", "--output", value: "FILE", default: "nightferry.json5", help: "The file to write; - prints it.")
  static let url = Option.text(
    "--url", value: "URL", default: "sftp://company@sftp.example.com/", help: "The vendor's SFTP server.")
  static let force = Option.flag("--force", help: "Replace a file that is there.")

  static let command = Command(
    name: "init",
    summary: "Write a commented starter configuration",
    about: """
      The file says for every file kind which column of the dump fills which field of the vendor's files. Put your \
      own tables and columns in, take away the kinds that you do not have, then try `nightferry run --dry-run`.
      """,
    operands: [dump],
    options: [OptionGroup("Options", output, url, force)],
    examples: [
      Example("nightferry init", "nightferry.json5 in this folder"),
      Example("nightferry init /srv/crm/latest --url sftp://company@sftp.example.com/in", "with your paths"),
    ],
    exitCodes: [.usage: "the file is there already, or cannot be written"],
    run: run
  )

  static func run(_ call: Invocation) throws -> ExitCode {
    let text = StarterConfiguration.text(dump: call[dump] ?? "crm-dump", url: call[url])
    let path = call[output]
    if path == "-" {
      call.console.write(text)
      return .done
    }
    if !call[force], (try? FileStatus.ofLink(path)) != nil {
      throw Failure(.usage, "\(path) is there already", advice: "Name another file, or replace it with --force.")
    }
    try AtomicFile.write(Array(text.utf8).span, to: path)
    call.console.print("\(path) is written. Put in your tables and columns, then type:")
    let option = path == "nightferry.json5" ? "" : " --config \(path)"
    call.console.print("  nightferry config check\(option)")
    call.console.print("  nightferry run --dry-run\(option)")
    return .done
  }
}
