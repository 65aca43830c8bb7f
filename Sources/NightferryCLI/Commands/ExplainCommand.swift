import CommandLineKit

/// `nightferry explain NAME`.
enum ExplainCommand {
  static let name = Operand.optional(
    "NAME", help: "A name as in foreign-key, a failure's code as in NF1203, or exit-4; all names when left out.")

  static let command = Command(
    name: "explain",
    summary: "Say what a rule, an error's name or an exit code means",
    about: "The names are those in the column reject_error, in reports and in `validate`'s output.",
    operands: [name],
    examples: [
      Example("nightferry explain pair-missing-audio", "what it means and what to do"),
      Example("nightferry explain NF1203", "what a failure's code means"),
      Example("nightferry explain", "all names"),
    ],
    run: run
  )

  static func run(_ call: Invocation) throws -> ExitCode {
    guard let name = call[name] else {
      for group in Explanation.groups {
        call.console.print("\(group.title):")
        group.explanations.forEach { call.console.print("  \($0.name)") }
      }
      return .done
    }
    let wanted = [name, "exit-\(name)", name.uppercased(), "NF\(name)"]
    guard let found = wanted.lazy.compactMap({ word in Explanation.all.first { $0.name == word } }).first else {
      let nearest = Nearest.to(name, among: Explanation.all.map(\.name))
      throw UsageError(
        "there is no rule or error \(name)",
        advice: nearest.map { "Did you mean \($0)?" } ?? "`nightferry explain` lists all names.")
    }
    call.console.print("\(found.name): \(found.meaning)")
    call.console.print("What to do: \(found.remedy)")
    return .done
  }
}
