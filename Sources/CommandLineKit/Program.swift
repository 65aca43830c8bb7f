/// The program: its commands by heading, and the reading of its first argument.
public struct Program: Sendable {
  /// The name that it is called by.
  public let name: String
  /// The version, as in `1.2.0`.
  public let version: String
  /// The day of that version, as in `2026-01-31`.
  public let date: String
  /// What it does, in a few words, for lists of programs.
  public let summary: String
  /// What it does, in a few sentences.
  public let about: String
  /// Commands by heading.
  public let groups: [CommandGroup]
  /// Calls that show the main job.
  public let examples: [Example]
  /// Pages that explain what is no command.
  public let topics: [HelpTopic]
  /// Called before every command, with the options that all of them have.
  public let prepare: @Sendable (_ call: Invocation, _ command: String) throws -> Void
  /// The words of an error that a command threw, and the exit code.
  public let explain: @Sendable (any Error) -> Failure

  /// Creates a program. `common` are options that every command has besides its own.
  public init(
    name: String, version: String, date: String, summary: String, about: String, groups: [CommandGroup],
    examples: [Example], topics: [HelpTopic] = [], common: OptionGroup? = nil,
    prepare: @escaping @Sendable (_ call: Invocation, _ command: String) throws -> Void = { _, _ in },
    explain: @escaping @Sendable (any Error) -> Failure
  ) {
    self.name = name
    self.version = version
    self.date = date
    self.summary = summary
    self.about = about
    self.groups = groups.map { group in
      CommandGroup(group.title, group.commands.map { command in common.map { command.adding($0) } ?? command })
    }
    self.topics = topics
    self.prepare = prepare
    self.examples = examples
    self.explain = explain
  }

  /// All commands in the order of the page.
  public var commands: [Command] { groups.flatMap(\.commands) }

  /// Carries out a command line (without the program's own name) and says how it ended.
  public func run(_ arguments: [String], console: Console) -> ExitCode {
    let code: ExitCode
    do {
      code = try dispatch(arguments[...], console: console)
    } catch let error as UsageError {
      var failure = Failure(.usage, error.message, advice: error.advice)
      failure.reference = explain(error).reference
      console.report(failure, program: name)
      code = .usage
    } catch {
      let failure = explain(error)
      console.report(failure, program: name)
      code = failure.code
    }
    return console.finish(code, program: name)
  }

  private func dispatch(_ arguments: ArraySlice<String>, console: Console) throws -> ExitCode {
    switch arguments.first {
    case nil:
      console.writeError(HelpPage.text(of: self, width: console.errorColumns))
      return .usage
    case "--help", "-h":
      return show(HelpPage.text(of: self, width: console.width), console)
    case "help":
      return try help(arguments.dropFirst().filter { !$0.hasPrefix("-") }[...], console)
    case "--version", "-V":
      return show("\(name) \(version)\n", console)
    case .some(let word) where word.hasPrefix("-"): throw strayOption(word)
    case .some(let word):
      let command = try find(word, among: commands, path: name)
      return try run(command, path: "\(name) \(word)", arguments.dropFirst(), console)
    }
  }

  /// An option before any command: one of a command in the wrong place, or a mistyped one.
  private func strayOption(_ word: String) -> UsageError {
    let name = String(word.prefix { $0 != "=" })
    if commands.contains(where: { $0.hasOption(name) }) {
      return UsageError(
        "\(name) stands before the command", advice: "Write the command first: \(self.name) COMMAND \(word).")
    }
    return .unknownOption(name, known: ["-h", "--help", "-V", "--version"], command: self.name)
  }

  private func run(
    _ command: Command, path: String, _ arguments: ArraySlice<String>, _ console: Console
  ) throws -> ExitCode {
    if !command.subcommands.isEmpty, let word = arguments.first, !word.hasPrefix("-") {
      let below = try find(word, among: command.subcommands, path: path)
      return try run(below, path: "\(path) \(word)", arguments.dropFirst(), console)
    }
    var parser = ArgumentParser(command, path: path, arguments: arguments)
    try parser.read()
    if parser.wantsHelp { return show(HelpPage.text(of: command, path: path, width: console.width), console) }
    if !command.subcommands.isEmpty {
      throw UsageError(
        "\(path) needs a command", advice: "One of \(command.subcommands.map(\.name).joined(separator: ", ")).")
    }
    let call = try parser.invocation(console: console)
    try prepare(call, String(path.dropFirst(name.count + 1)))
    console.log.write(.info, "begun")
    let code = try command.run(call)
    console.log.write(.info, "ended", ["exit_code": "\(code.rawValue)"])
    return code
  }

  private func help(_ words: ArraySlice<String>, _ console: Console) throws -> ExitCode {
    guard let word = words.first else { return show(HelpPage.text(of: self, width: console.width), console) }
    if let topic = topics.first(where: { $0.name == word }) { return show(topic.page(width: console.width), console) }
    guard let command = commands.first(where: { $0.name == word }) else {
      throw UsageError.unknownCommand(word, known: commands.map(\.name) + topics.map(\.name), program: "\(name) help")
    }
    return try run(command, path: "\(name) \(word)", words.dropFirst() + ["--help"], console)
  }

  private func find(_ word: String, among commands: [Command], path: String) throws(UsageError) -> Command {
    if let command = commands.first(where: { $0.name == word }) { return command }
    throw .unknownCommand(word, known: commands.map(\.name), program: path)
  }

  private func show(_ text: String, _ console: Console) -> ExitCode {
    console.write(text)
    return .done
  }
}

/// Commands under one heading of the program's page.
public struct CommandGroup: Sendable {
  /// The heading.
  public let title: String
  /// The commands in the order of the page.
  public let commands: [Command]

  /// Creates a group.
  public init(_ title: String, _ commands: [Command]) {
    self.title = title
    self.commands = commands
  }
}

extension Command {
  /// Whether this command or one below it has the option.
  fileprivate func hasOption(_ name: String) -> Bool {
    allOptions.contains { $0.declaration.names.contains(name) } || subcommands.contains { $0.hasOption(name) }
  }
}
