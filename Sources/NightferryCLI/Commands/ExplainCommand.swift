import CommandLineKit
import JSONText

/// `nightferry explain NAME`.
enum ExplainCommand {
  static let name = Operand.optional(
    "NAME", help: "A name as in foreign-key, a failure's code as in NF1203, or exit-4; all names when left out.")

  static let format = Option.choice(
    "--format", of: RunOptionGroups.ReportFormat.self, default: .table, help: "Lines for people, or JSON.")

  static let command = Command(
    name: "explain",
    summary: "Say what a rule, an error's name or an exit code means",
    about: "The names are those in the column reject_error, in reports and in `validate`'s output.",
    operands: [name],
    options: [OptionGroup("Options", format)],
    examples: [
      Example("nightferry explain pair-missing-audio", "what it means and what to do"),
      Example("nightferry explain NF1203", "what a failure's code means"),
      Example("nightferry explain", "all names"),
      Example("nightferry explain --format json", "all names, with what they mean and what to do"),
    ],
    run: run
  )

  static func run(_ call: Invocation) throws -> ExitCode {
    guard let name = call[name] else {
      printAll(call)
      return .done
    }
    let wanted = [name, "exit-\(name)", name.uppercased(), "NF\(name)"]
    guard let found = wanted.lazy.compactMap({ word in Explanation.all.first { $0.name == word } }).first else {
      let nearest = Nearest.to(name, among: Explanation.all.map(\.name))
      throw UsageError(
        "there is no rule or error \(name)",
        advice: nearest.map { "Did you mean \($0)?" } ?? "`nightferry explain` lists all names.")
    }
    switch call[format] {
    case .table:
      call.console.print("\(found.name): \(found.meaning)")
      call.console.print("What to do: \(found.remedy)")
    case .json:
      var writer = JSONWriter(indentation: 2)
      found.write(to: &writer)
      call.console.print(writer.text)
    }
    return .done
  }

  private static func printAll(_ call: Invocation) {
    switch call[format] {
    case .table:
      for group in Explanation.groups {
        call.console.print("\(group.title):")
        group.explanations.forEach { call.console.print("  \($0.name)") }
      }
    case .json:
      var writer = JSONWriter(indentation: 2)
      writer.beginArray()
      for group in Explanation.groups {
        for explanation in group.explanations { explanation.write(to: &writer, group: group.title) }
      }
      writer.endArray()
      call.console.print(writer.text)
    }
  }
}

extension Explanation {
  /// The explanation as a JSON object, with the heading that it stands under where that is named.
  fileprivate func write(to json: inout JSONWriter, group: String? = nil) {
    json.beginObject()
    json.member("name", name)
    if let group { json.member("group", group) }
    json.member("meaning", meaning)
    json.member("remedy", remedy)
    json.endObject()
  }
}
