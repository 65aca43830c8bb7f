import CommandLineKit
import Nightly
import Schema
import Sedric

/// `nightferry schema`.
enum SchemaCommand {
  static let kind = Operand<String?>.optional(
    "KIND", help: "voice, chat, email, affiliates or properties, config or report; else all kinds of files.")
  static let format = Option<SchemaFormat?>.choice(
    "--format", of: SchemaFormat.self,
    help: "table-schema for CSV files and json-schema for lists, unless given.")

  static let command = Command(
    name: "schema",
    summary: "Print the schemas of the vendor's files, of the configuration and of the report",
    about: """
      Prints what files of a kind hold: as Frictionless Table Schema, as JSON Schema 2020-12, or as a page for people. \
      The JSON Schema of a CSV file is that of a row as an object. `config` is the schema of nightferry.json5, which \
      editors complete and check it by, `report` that of report.json.
      """,
    operands: [kind],
    options: [OptionGroup("Options", format)],
    examples: [
      Example("nightferry schema chat", "the Table Schema of chat files"),
      Example("nightferry schema --format markdown", "all kinds as a page"),
      Example("nightferry schema affiliates > affiliates.schema.json", "for another validator"),
      Example("nightferry schema config > nightferry.config.schema.json", "for an editor: \"$schema\" names it"),
    ],
    run: print)

  static func print(_ call: Invocation) throws -> ExitCode {
    if call[kind] == "config" { return try printConfiguration(call) }
    if call[kind] == "report" { return try printReport(call) }
    let kinds = try kinds(call[kind])
    for (place, kind) in kinds.enumerated() {
      let form = call[format] ?? (kind.isList ? .jsonSchema : .tableSchema)
      guard let text = kind.schema.printed(as: form) else {
        if call[self.kind] == nil { continue }
        throw Failure(
          .usage, "\(kind.rawValue) files are JSON and have no Table Schema.", advice: "Use --format json-schema.")
      }
      if place > 0, form == .markdown { call.console.print() }
      call.console.write(text)
    }
    return .done
  }

  private static func printConfiguration(_ call: Invocation) throws(Failure) -> ExitCode {
    guard (call[format] ?? .jsonSchema) == .jsonSchema else {
      throw Failure(
        .usage, "The configuration has a JSON Schema only.", advice: "docs/configuration.md explains it for people.")
    }
    call.console.write(ConfigurationSchema.jsonSchema())
    return .done
  }

  private static func printReport(_ call: Invocation) throws(Failure) -> ExitCode {
    guard let text = RunReport.schema.printed(as: call[format] ?? .jsonSchema) else {
      throw Failure(.usage, "The report is JSON and has no Table Schema.", advice: "Use --format json-schema.")
    }
    call.console.write(text)
    return .done
  }

  private static func kinds(_ name: String?) throws(Failure) -> [FileKind] {
    guard let name else { return FileKind.allCases }
    if let kind = FileKind(rawValue: name) { return [kind] }
    let names = FileKind.allCases.map(\.rawValue) + ["config", "report"]
    throw Failure(.usage, "\"\(name)\" is no kind of file.", advice: "One of: \(names.joined(separator: ", ")).")
  }
}
