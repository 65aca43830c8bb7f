import CommandLineKit

/// `nightferry completion SHELL`.
enum CompletionCommand {
  static let shell = Operand.one("SHELL", help: "bash, zsh or fish.")

  static let command = Command(
    name: "completion",
    summary: "Print shell completion",
    about: "The script completes commands, options and their values. `make install` puts it in place.",
    operands: [shell],
    examples: [
      Example("source <(nightferry completion bash)", "in this shell, now"),
      Example("nightferry completion fish > ~/.config/fish/completions/nightferry.fish", "in every fish shell"),
    ],
    run: run
  )

  static func run(_ call: Invocation) throws -> ExitCode {
    guard let shell = CompletionScript.Shell(rawValue: call[shell]) else {
      let known = CompletionScript.Shell.allCases.map(\.rawValue)
      let nearest = Nearest.to(call[self.shell], among: known).map { "Did you mean \($0)? " } ?? ""
      throw UsageError(
        "unknown shell \(call[self.shell])", advice: "\(nearest)Choose from \(known.joined(separator: ", ")).")
    }
    call.console.write(CompletionScript.text(of: program, for: shell))
    return .done
  }
}
