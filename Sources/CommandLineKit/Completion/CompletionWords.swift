/// What can follow what, as all shells need it.
struct CompletionWords {
  struct Entry {
    let path: String
    let summary: String
    let subcommands: [String]
    let declarations: [OptionDeclaration]

    var options: [String] { declarations.flatMap(\.names) + ["--help"] }
  }

  struct Choice {
    let path: String
    let option: String
    let words: [String]
  }

  /// Options that take a value which is not one of some words: a file or anything.
  private(set) var free: [(path: String, option: String)] = []

  let program: String
  private(set) var commands: [Entry] = []
  private(set) var choices: [Choice] = []

  init(_ program: Program) {
    self.program = program.name
    commands.append(
      Entry(path: "", summary: "", subcommands: program.commands.map(\.name) + ["help"], declarations: []))
    for command in program.commands { add(command, path: command.name) }
  }

  private mutating func add(_ command: Command, path: String) {
    let declarations = command.allOptions.map(\.declaration)
    commands.append(
      Entry(
        path: path, summary: command.summary, subcommands: command.subcommands.map(\.name), declarations: declarations))
    for option in declarations where !option.choices.isEmpty {
      choices += option.names.map { Choice(path: path, option: $0, words: option.choices) }
    }
    for option in declarations where option.takesValue && option.choices.isEmpty {
      free += option.names.map { (path, $0) }
    }
    for below in command.subcommands { add(below, path: "\(path) \(below.name)") }
  }
}
