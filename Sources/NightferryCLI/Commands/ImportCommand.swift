import CommandLineKit
import JSONText
import Nightly
import Sedric

/// `nightferry import`.
enum ImportCommand {
  static let paths = Operand.many("PATH", help: "Files, folders or an outbox.")
  static let to = Option<ImportFormat>.choice(
    "--to", default: .sqlite, help: "What the records become: a SQLite file, or a folder of JSON Lines or CSV files.")
  static let output = Option.text("-o", "--output", value: "PATH", help: "The file or folder that is made.")
  static let kind = Option<FileKind?>.choice(
    "--kind", of: FileKind.self, help: "The kind of all files, instead of finding it.")
  static let nested = Option<NestedCells>.choice(
    "--nested", default: .columns, help: "What becomes of the objects in cells: a column for each member, or JSON.")
  static let force = Option.flag("--force", help: "Replace what stands at the output.")

  static let format = Option.choice(
    "--format", of: RunOptionGroups.ReportFormat.self, default: .table, help: "How the sums are printed.")

  static let command = Command(
    name: "import",
    summary: "Read the vendor's files back into records",
    about: """
      Turns an outbox, or files that were fetched with `nightferry get`, back into tables: calls, chats and messages, \
      emails, affiliates and properties. Each file is validated first; one that breaks a rule is named and not taken, \
      the others are. The output appears whole or not at all, and nothing is replaced without --force.
      """,
    operands: [paths],
    options: [OptionGroup("Options", to, output, kind, nested, force, format)],
    examples: [
      Example("nightferry import outbox --to sqlite --output sent.sqlite", "an outbox as tables for SQL"),
      Example("nightferry import chat-0001.csv --to jsonl --output records", "one chat as JSON Lines"),
      Example("nightferry import outbox --to csv --nested json --output tables", "the objects in cells as they are"),
    ],
    exitCodes: [
      .done: "all files were read back",
      .usage: "nothing to read, the output is there already, or a path cannot be opened",
      .refused: "files break rules and were not taken; the rest was",
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
    let summary = try Import.run(call[paths], options: options)
    switch call[format] {
    case .table where call.console.isQuiet: break
    case .table:
      for table in summary.tables { call.console.print("\(table.name): \(table.records) records") }
      call.console.print("\(Quantity.count(summary.files, "file")) read back into \(target)")
    case .json: call.console.print(json(summary, target))
    }
    for refused in summary.refused { call.console.note("not taken: \(refused.violation)") }
    for missing in summary.missing { call.console.note("\(missing.path): \(missing.reason)") }
    if !summary.refused.isEmpty { return .refused }
    return summary.missing.isEmpty ? .done : .usage
  }

  private static func json(_ summary: ImportSummary, _ target: String) -> String {
    var writer = JSONWriter(indentation: 2)
    writer.beginObject()
    writer.member("output", target)
    writer.member("files", summary.files)
    writer.key("tables")
    writer.beginObject()
    for table in summary.tables { writer.member(table.name, table.records) }
    writer.endObject()
    writer.member("not_taken", summary.refused.map { "\($0.violation)" })
    writer.member("missing", summary.missing.map { "\($0.path): \($0.reason)" })
    writer.endObject()
    return writer.text
  }
}
