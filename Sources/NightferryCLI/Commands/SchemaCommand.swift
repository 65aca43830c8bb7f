import CommandLineKit
import Schema
import Sedric

/// `nightferry schema`.
enum SchemaCommand {
  static let kind = Operand<String?>.optional("KIND", help: "voice, chat, email, affiliates or properties; else all.")
  static let format = Option<SchemaFormat?>.choice(
    "--format", of: SchemaFormat.self,
    help: "table-schema for CSV files and json-schema for lists, unless given.")

  static let command = Command(
    name: "schema",
    summary: "Print the schemas of the vendor's files",
    about: """
      Prints what files of a kind hold: as Frictionless Table Schema, as JSON Schema 2020-12, or as a page for people. \
      The JSON Schema of a CSV file is that of a row as an object.
      """,
    operands: [kind],
    options: [OptionGroup("Options", format)],
    examples: [
      Example("nightferry schema chat", "the Table Schema of chat files"),
      Example("nightferry schema --format markdown", "all kinds as a page"),
      Example("nightferry schema affiliates > affiliates.schema.json", "for another validator"),
    ],
    run: print)

  static func print(_ call: Invocation) throws -> ExitCode {
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

  private static func kinds(_ name: String?) throws(Failure) -> [FileKind] {
    guard let name else { return FileKind.allCases }
    if let kind = FileKind(rawValue: name) { return [kind] }
    let names = FileKind.allCases.map(\.rawValue)
    throw Failure(.usage, "\"\(name)\" is no kind of file.", advice: "One of: \(names.joined(separator: ", ")).")
  }
}
