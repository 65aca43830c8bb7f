/// A command, declared as its help page reads.
public struct Command: Sendable {
  /// The word that calls it.
  public let name: String
  /// One line, without a full stop.
  public let summary: String
  /// What it does, in paragraphs; line breaks within one do not matter.
  public let about: String
  /// Its arguments in order.
  public let operands: [any OperandDeclaring]
  /// Its options, by heading.
  public let options: [OptionGroup]
  /// Calls that a reader can copy.
  public let examples: [Example]
  /// What a code means for this command, where that says more than `ExitCode.meaning`.
  public let exitCodes: [ExitCode: String]
  /// Commands below this one, as in `config check`. A command with some has no operands.
  public let subcommands: [Command]
  /// What it does when called.
  public let run: @Sendable (Invocation) throws -> ExitCode

  /// Creates a command.
  public init(
    name: String, summary: String, about: String = "", operands: [any OperandDeclaring] = [],
    options: [OptionGroup] = [], examples: [Example], exitCodes: [ExitCode: String] = [:],
    run: @escaping @Sendable (Invocation) throws -> ExitCode
  ) {
    self.name = name
    self.summary = summary
    self.about = about
    self.operands = operands
    self.options = options
    self.examples = examples
    self.exitCodes = exitCodes
    subcommands = []
    self.run = run
  }

  /// Creates a command that only gathers others.
  public init(name: String, summary: String, about: String = "", subcommands: [Command]) {
    self.name = name
    self.summary = summary
    self.about = about
    operands = []
    options = []
    examples = subcommands.flatMap { $0.examples.prefix(1) }
    exitCodes = [:]
    self.subcommands = subcommands
    run = { _ in .usage }
  }

  /// The same with another group of options; where there are commands below, it is theirs.
  func adding(_ group: OptionGroup) -> Command {
    Command(self, options: subcommands.isEmpty ? options + [group] : options, subcommands.map { $0.adding(group) })
  }

  private init(_ other: Command, options: [OptionGroup], _ subcommands: [Command]) {
    name = other.name
    summary = other.summary
    about = other.about
    operands = other.operands
    self.options = options
    examples = other.examples
    exitCodes = other.exitCodes
    self.subcommands = subcommands
    run = other.run
  }

  /// All options of all headings, `--help` not among them.
  var allOptions: [any OptionDeclaring] { options.flatMap(\.options) }
}

/// Options under one heading of the help page.
public struct OptionGroup: Sendable {
  /// The heading.
  public let title: String
  /// The options in the order of the page.
  public let options: [any OptionDeclaring]

  /// Creates a group.
  public init(_ title: String = "Options", _ options: any OptionDeclaring...) {
    self.title = title
    self.options = options
  }
}

/// A call and what it is for.
public struct Example: Hashable, Sendable {
  /// The whole line, as in `nightferry run --dry-run`.
  public let line: String
  /// What it does, a few words.
  public let purpose: String

  /// Creates an example.
  public init(_ line: String, _ purpose: String) {
    self.line = line
    self.purpose = purpose
  }
}
