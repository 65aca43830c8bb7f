/// The help page of a command, from its declaration.
public enum HelpPage {
  /// One line: `nightferry preview [OPTIONS] PATH`.
  public static func usage(of command: Command, path: String) -> String {
    if !command.subcommands.isEmpty { return "\(path) COMMAND [OPTIONS]" }
    return ([path, "[OPTIONS]"] + command.operands.map { $0.declaration.usage }).joined(separator: " ")
  }

  /// The whole page, in lines of at most `width` columns.
  public static func text(of command: Command, path: String, width: Int = 80) -> String {
    var page = HelpText(width: width)
    page.line("Usage: \(usage(of: command, path: path))")
    page.paragraphs("\(command.summary).")
    page.paragraphs(command.about)
    page.entries("Commands", command.subcommands.map { ($0.name, $0.summary) })
    page.entries("Arguments", command.operands.map { ($0.declaration.name, $0.declaration.help) })
    for group in command.options {
      page.entries(group.title, group.options.map { entry($0.declaration) }, column: HelpText.optionColumn)
    }
    page.entries(
      command.options.isEmpty ? "Options" : "", [("-h, --help", "Show this page.")], column: HelpText.optionColumn)
    page.examples(command.examples)
    page.entries("Exit codes", exitCodes(command))
    return page.text
  }

  /// The page of the program itself.
  public static func text(of program: Program, width: Int = 80) -> String {
    var page = HelpText(width: width)
    page.line("Usage: \(program.name) COMMAND [OPTIONS] [PATH...]")
    page.paragraphs(program.about)
    for group in program.groups { page.entries(group.title, group.commands.map { ($0.name, $0.summary) }) }
    page.entries("Topics, as in \(program.name) help TOPIC", program.topics.map { ($0.name, $0.summary) })
    page.entries(
      "Options",
      [
        ("-h, --help", "Show this page, or the page of a command: \(program.name) COMMAND --help."),
        ("    --version", "Print the version."),
      ], column: HelpText.optionColumn)
    page.examples(program.examples)
    page.entries("Exit codes", ExitCode.allCases.map { (String($0.rawValue), $0.meaning) })
    return page.text
  }

  /// The left and right side of an option's entry.
  static func entry(_ option: OptionDeclaration) -> (String, String) {
    let indent = option.names.contains { !$0.hasPrefix("--") } ? "" : "    "
    let names = indent + option.names.joined(separator: ", ")
    let left = option.placeholder.map { "\(names) \($0)" } ?? names
    let fallback = option.shownDefault.map { " [default: \($0)]" } ?? ""
    return (left, option.help + (option.repeats ? " May be given several times." : "") + fallback)
  }

  private static func exitCodes(_ command: Command) -> [(String, String)] {
    ExitCode.allCases.map { code in (String(code.rawValue), command.exitCodes[code] ?? code.meaning) }
  }
}
