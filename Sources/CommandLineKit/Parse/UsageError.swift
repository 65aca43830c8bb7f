/// A command line that cannot be carried out.
public struct UsageError: Error, Hashable, Sendable {
  /// What is wrong.
  public let message: String
  /// What to do instead.
  public let advice: String?

  /// Creates an error; commands throw it for combinations of options that make no sense.
  public init(_ message: String, advice: String? = nil) {
    self.message = message
    self.advice = advice
  }

  static func unknownOption(_ name: String, known: [String], command: String) -> UsageError {
    let nearest = Nearest.to(name, among: known)
    return UsageError(
      "unknown option \(name)",
      advice: nearest.map { "Did you mean \($0)?" } ?? "`\(command) --help` lists the options.")
  }

  static func unknownCommand(_ name: String, known: [String], program: String) -> UsageError {
    let nearest = Nearest.to(name, among: known)
    return UsageError(
      "unknown command \(name)",
      advice: nearest.map { "Did you mean `\(program) \($0)`?" } ?? "`\(program) --help` lists the commands.")
  }

  static func missingValue(_ option: OptionDeclaration) -> UsageError {
    UsageError("\(option.name) needs a value", advice: "Write \(option.name) \(option.placeholder ?? "").")
  }

  static func unexpectedValue(_ option: OptionDeclaration) -> UsageError {
    UsageError("\(option.name) takes no value", advice: "Write \(option.name) alone, or leave it out.")
  }

  static func badValue(_ option: OptionDeclaration, _ text: String, _ error: ValueError) -> UsageError {
    UsageError("\(option.name): \"\(text)\" \(error.reason)", advice: error.advice)
  }

  static func missingOperand(_ operand: OperandDeclaration, usage: String) -> UsageError {
    UsageError("\(operand.name) is missing", advice: "Usage: \(usage)")
  }

  static func extraOperand(_ text: String, usage: String) -> UsageError {
    UsageError("unexpected argument \(text)", advice: "Usage: \(usage)")
  }
}
