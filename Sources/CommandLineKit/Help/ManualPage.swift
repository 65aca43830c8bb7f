/// Manual pages in man(7), from the same declarations as the help pages.
public enum ManualPage {
  /// The page of the program, for `NAME.1`.
  public static func text(of program: Program) -> String {
    var page = RoffText()
    page.title(program.name, program: program)
    page.section("NAME")
    page.text("\(program.name) - \(program.summary)")
    page.section("SYNOPSIS")
    page.synopsis(["\(program.name) COMMAND [OPTIONS] [PATH...]"])
    page.section("DESCRIPTION")
    page.paragraphs(program.about)
    for group in program.groups {
      page.section(group.title.uppercased())
      for command in group.commands { page.entry("\(program.name)-\(command.name)(1)", "\(command.summary).") }
    }
    page.examples(program.examples)
    page.exitCodes(ExitCode.allCases.map { ($0, $0.meaning) })
    return page.text
  }

  /// The page of one command, for `PROGRAM-NAME.1`.
  public static func text(of command: Command, program: Program) -> String {
    var page = RoffText()
    page.title("\(program.name)-\(command.name)", program: program)
    page.section("NAME")
    page.text(
      "\(program.name)-\(command.name) - \(command.summary.prefix(1).lowercased() + command.summary.dropFirst())")
    page.section("SYNOPSIS")
    let path = "\(program.name) \(command.name)"
    let parts = command.subcommands.isEmpty ? [command] : command.subcommands
    page.synopsis(
      parts.map { HelpPage.usage(of: $0, path: command.subcommands.isEmpty ? path : "\(path) \($0.name)") })
    page.section("DESCRIPTION")
    page.paragraphs("\(command.summary).\n\n\(command.about)")
    for part in parts {
      if !command.subcommands.isEmpty { page.subsection(part.name, "\(part.summary).\n\n\(part.about)") }
      page.operands(part)
      for group in part.options { page.options(group) }
    }
    page.examples(parts.flatMap(\.examples))
    page.exitCodes(ExitCode.allCases.map { ($0, command.exitCodes[$0] ?? $0.meaning) })
    page.section("SEE ALSO")
    page.text("\(program.name)(1)")
    return page.text
  }

  /// All pages: file names and texts.
  public static func all(of program: Program) -> [(file: String, text: String)] {
    [("\(program.name).1", text(of: program))]
      + program.commands.map { ("\(program.name)-\($0.name).1", text(of: $0, program: program)) }
  }
}

/// Lines of man(7), with everything escaped that roff would take for its own.
struct RoffText {
  private(set) var text = ""

  mutating func title(_ name: String, program: Program) {
    macro("TH", name.uppercased(), "1", program.date, "\(program.name) \(program.version)", "User Commands")
  }

  mutating func section(_ title: String) { macro("SH", title) }

  mutating func subsection(_ title: String, _ about: String) {
    macro("SS", title)
    paragraphs(about)
  }

  /// A paragraph's text, filled into lines, as roff's authors like their input.
  mutating func text(_ words: String) {
    for line in HelpText.wrap(words, 72) { self.line(line) }
  }

  private mutating func line(_ line: String) {
    text += Self.escaped(line) + "\n"
  }

  mutating func synopsis(_ lines: [String]) {
    for (index, line) in lines.enumerated() {
      if index > 0 { text += ".br\n" }
      text(line)
    }
  }

  mutating func paragraphs(_ paragraphs: String) {
    for (index, paragraph) in HelpText.paragraphs(of: paragraphs).enumerated() {
      if index > 0 { text += ".PP\n" }
      if paragraph.hasPrefix("  ") { verbatim(paragraph) } else { text(paragraph) }
    }
  }

  mutating func entry(_ term: String, _ description: String) {
    text += ".TP\n.B \(Self.escaped(term))\n"
    text(description)
  }

  mutating func operands(_ command: Command) {
    guard !command.operands.isEmpty else { return }
    if command.subcommandsAreDocumented { section("ARGUMENTS") }
    for operand in command.operands.map(\.declaration) { entry(operand.name, operand.help) }
  }

  mutating func options(_ group: OptionGroup) {
    macro("SH", group.title.uppercased())
    for option in group.options {
      let (left, right) = HelpPage.entry(option.declaration)
      entry(String(left.drop { $0 == " " }), right)
    }
  }

  mutating func examples(_ examples: [Example]) {
    guard !examples.isEmpty else { return }
    section("EXAMPLES")
    for example in examples {
      text += ".TP\n"
      text("\(example.purpose):")
      text += ".EX\n"
      line(example.line)
      text += ".EE\n"
    }
  }

  mutating func exitCodes(_ codes: [(ExitCode, String)]) {
    section("EXIT STATUS")
    for (code, meaning) in codes { entry(String(code.rawValue), meaning) }
  }

  private mutating func verbatim(_ lines: String) {
    text += ".EX\n"
    lines.split(separator: "\n").forEach { line(String($0)) }
    text += ".EE\n"
  }

  private mutating func macro(_ name: String, _ arguments: String...) {
    let quoted = arguments.map { "\"\($0.filter { $0 != "\"" && $0 != "\\" })\"" }
    text += ".\(name) \(quoted.joined(separator: " "))\n"
  }

  private static func escaped(_ line: String) -> String {
    var result = ""
    for character in line {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'" where result.isEmpty, "." where result.isEmpty: result += "\\&\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Command {
  /// Whether the page has a section for this command's arguments: it is not one of several on the page.
  var subcommandsAreDocumented: Bool { subcommands.isEmpty }
}
