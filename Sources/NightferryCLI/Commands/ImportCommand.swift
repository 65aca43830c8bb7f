import CommandLineKit
import JSONText
import Nightly
import Sedric

/// `nightferry import`.
enum ImportCommand {
  static let paths = Operand.many("PATH", help: "Files, folders, an outbox, or an sftp:// address of them.")
  static let to = Option<ImportFormat>.choice(
    "--to", default: .sqlite, help: "What the records become: a SQLite file, or a folder of JSON Lines or CSV files.")
  static let output = Option.text("-o", "--output", value: "PATH", help: "The file or folder that is made.")
  static let kind = Option<FileKind?>.choice(
    "--kind", of: FileKind.self, help: "The kind of all files, instead of finding it.")
  static let results = Option.flag(
    "--results",
    help: "The files are the vendor's results: any CSV, JSON or JSON Lines, their types found by all values.")
  static let nested = Option<NestedCells>.choice(
    "--nested", default: .columns, help: "What becomes of the objects in cells: a column for each member, or JSON.")
  static let fetchTo = Option.text(
    "--fetch-to", value: "DIR", help: "Keep the files of an address, recordings too, in this folder.")
  static let force = Option.flag("--force", help: "Replace what stands at the output.")

  static let format = Option.choice(
    "--format", of: RunOptionGroups.ReportFormat.self, default: .table, help: "How the sums are printed.")

  static let command = Command(
    name: "import",
    summary: "Read the vendor's files back into records",
    about: """
      Turns an outbox, a folder or what stands on a server back into tables: calls, chats and messages, emails, \
      affiliates and properties. Each file is validated first; one that breaks a rule is named and not taken, the others \
      are. The output appears whole or not at all, and nothing is replaced without --force.

      With --results any CSV, JSON or JSON Lines files become tables, one for each name without its date and number. A \
      column is integer, number, boolean, date, datetime or json where all of its values are, else text; what was found \
      is printed.

      Of an sftp:// address all files are fetched that the filters take, recordings only with --fetch-to. A call that was \
      cut off goes on where it stopped. Sizes are checked, and sums where there is a manifest-sha256.txt.
      """,
    operands: [paths],
    options: [
      OptionGroup("Options", to, output, kind, results, nested, fetchTo, force, format), SelectionOptions.group,
      ServerOptions.group,
    ],
    examples: [
      Example("nightferry import outbox --to sqlite --output sent.sqlite", "an outbox as tables for SQL"),
      Example("nightferry import chat-0001.csv --to jsonl --output records", "one chat as JSON Lines"),
      Example(
        "nightferry import sftp://company@sftp.example.com/upload --only chat --since 2026-06-01 --output june.sqlite",
        "the chats that the server has since June"),
      Example(
        "nightferry import --results sftp://company@sftp.example.com/results --output results.sqlite",
        "scores that the vendor has put there"),
      Example("nightferry import outbox --to csv --nested json --output tables", "the objects in cells as they are"),
    ],
    exitCodes: [
      .done: "all files were read back",
      .usage: "nothing to read, the output is there already, or a path cannot be opened",
      .refused: "files break rules, or could not be fetched, and were not taken; the rest was",
      .network: "the server was lost; nothing was made, and the same call goes on where it stopped",
    ],
    run: run)

  static func run(_ call: Invocation) throws -> ExitCode {
    guard let target = call[output] else {
      throw UsageError(
        "nothing says where the records go", advice: "Add --output PATH, as in --output sent.sqlite.")
    }
    var options = ImportOptions(format: call[to], output: target)
    options.kind = call[kind]
    options.nested = call[nested]
    options.replaces = call[force]
    options.isResults = call[results]
    options.selection = try SelectionOptions.selection(call)
    try Import.checkOutput(options)
    let sources = try ImportSources(
      call[paths], output: target, keptIn: call[fetchTo], selection: options.selection, call)
    defer { sources.remove() }
    options.fetched = sources.fetched
    let summary = try Import.run(sources.paths, options: options)
    switch call[format] {
    case .table: tell(summary, target, call.console)
    case .json: call.console.print(json(summary, sources, target))
    }
    for line in failures(summary) { call.console.note(Console.inLine(sources.shown(line))) }
    if !summary.refused.isEmpty { return .refused }
    return summary.missing.isEmpty ? sources.code : .usage
  }

  private static func tell(_ summary: ImportSummary, _ target: String, _ console: Console) {
    if console.isQuiet { return }
    for table in summary.tables { console.print("\(table.name): \(table.records) records") }
    for found in summary.columns { console.print("  \(found.table).\(found.column): \(found.type.rawValue)") }
    console.print("\(Quantity.count(summary.files, "file")) read back into \(target)")
  }

  private static func failures(_ summary: ImportSummary) -> [String] {
    summary.refused.map { "not taken: \($0.violation)" }
      + summary.unknown.map { "passed over: \($0) is no file that is read here" }
      + summary.missing.map { "\($0.path): \($0.reason)" }
  }

  private static func json(_ summary: ImportSummary, _ sources: ImportSources, _ target: String) -> String {
    var writer = JSONWriter(indentation: 2)
    writer.beginObject()
    writer.member("output", target)
    writer.member("files", summary.files)
    writer.object("tables") { writer in
      for table in summary.tables { writer.member(table.name, table.records) }
    }
    writer.objects("columns", of: summary.columns) { writer, found in
      writer.member("table", found.table)
      writer.member("column", found.column)
      writer.member("type", found.type.rawValue)
    }
    writer.member("not_taken", summary.refused.map { sources.shown("\($0.violation)") })
    writer.member("passed_over", summary.unknown.map { sources.shown($0) })
    writer.member("missing", summary.missing.map { sources.shown("\($0.path): \($0.reason)") })
    writer.endObject()
    return writer.text
  }
}
