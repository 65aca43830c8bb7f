/// Reads the arguments of one command.
///
/// Long options as `--name value` or `--name=value`, short ones as `-i value` or `-ivalue`, short flags together as
/// `-ab`; options and operands in any order; `--` ends the options; a lone `-` is an operand. Given twice, the last
/// value counts, so that a wrapper's default can be overridden.
struct ArgumentParser {
  private let command: Command
  private let path: String
  private let byName: [String: any OptionDeclaring]
  private var rest: ArraySlice<String>
  private var values: [String: any Sendable] = [:]
  private var operands: [String] = []
  /// Whether help was asked for; nothing after it is read.
  private(set) var wantsHelp = false

  /// `path` is the command as it is called: `nightferry run`.
  init(_ command: Command, path: String, arguments: ArraySlice<String>) {
    self.command = command
    self.path = path
    rest = arguments
    var byName: [String: any OptionDeclaring] = [:]
    for option in command.allOptions {
      for name in option.declaration.names { byName[name] = option }
    }
    self.byName = byName
  }

  /// Reads all arguments, or stops at a request for help, which wins over any error after it.
  mutating func read() throws(UsageError) {
    while !wantsHelp, let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        rest = []
      } else if argument == "--help" || argument == "-h" {
        wantsHelp = true
      } else if argument.hasPrefix("--") {
        try readLong(argument)
      } else if argument.hasPrefix("-"), argument != "-" {
        try readShort(argument)
      } else {
        operands.append(argument)
      }
    }
  }

  /// The call, once all operands are counted.
  func invocation(console: Console) throws(UsageError) -> Invocation {
    var remaining = operands[...]
    var named: [String: [String]] = [:]
    for operand in command.operands.map(\.declaration) {
      let taken = remaining.prefix(operand.count.upperBound)
      guard taken.count >= operand.count.lowerBound else {
        throw UsageError.missingOperand(operand, usage: HelpPage.usage(of: command, path: path))
      }
      named[operand.name] = Array(taken)
      remaining = remaining.dropFirst(taken.count)
    }
    if let extra = remaining.first {
      throw UsageError.extraOperand(extra, usage: HelpPage.usage(of: command, path: path))
    }
    return Invocation(console: console, values: values, operands: named)
  }

  private mutating func readLong(_ argument: String) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
    if parts[0] == "--help" { throw UsageError("--help takes no value", advice: "Write --help alone.") }
    guard let option = byName[parts[0]] else { throw unknown(parts[0]) }
    try take(option, attached: parts.count > 1 ? parts[1] : nil)
  }

  private mutating func readShort(_ argument: String) throws(UsageError) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = byName["-\(letter)"] else { throw unknown(letters.isEmpty ? "-\(letter)" : argument) }
      if option.declaration.takesValue {
        try take(option, attached: letters.isEmpty ? nil : String(letters))
        return
      }
      try take(option, attached: nil)
    }
  }

  private mutating func take(_ option: any OptionDeclaring, attached: String?) throws(UsageError) {
    let declaration = option.declaration
    var text = attached ?? ""
    if declaration.takesValue, attached == nil {
      guard let next = rest.first, byName[next] == nil, next != "--" else { throw .missingValue(declaration) }
      text = next
      rest.removeFirst()
    } else if !declaration.takesValue, attached != nil {
      throw .unexpectedValue(declaration)
    }
    do {
      values[declaration.name] = try option.read(text, after: values[declaration.name])
    } catch {
      throw .badValue(declaration, text, error)
    }
  }

  private func unknown(_ name: String) -> UsageError {
    .unknownOption(name, known: command.allOptions.flatMap { $0.declaration.names } + ["--help"], command: path)
  }
}
