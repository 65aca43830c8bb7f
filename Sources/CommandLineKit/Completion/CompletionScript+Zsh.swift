extension CompletionScript {
  /// The script for zsh, a function that `compinit` finds in a folder of `fpath` by its first line (zshcompsys(1)).
  static func zsh(_ words: CompletionWords) -> String {
    var cases = ""
    for command in words.commands {
      cases += "  \"\(command.path)\")\n"
      cases += command.subcommands.isEmpty ? arguments(command) : list(command, words)
      cases += "    ;;\n"
    }
    let paths = words.commands.filter { !$0.path.isEmpty }.map { "\"\($0.path)\"" }.joined(separator: "|")
    return """
      #compdef \(words.program)
      # zsh completion for \(words.program)
      local command= next
      integer at=2
      while (( at < CURRENT )); do
        next="${command:+$command }$words[at]"
        case "$next" in
          \(paths)) command=$next; (( at++ )) ;;
          *) break ;;
        esac
      done
      words=("$command" "${(@)words[at,-1]}")
      (( CURRENT -= at - 2 ))
      case "$command" in
      \(cases)esac

      """
  }

  /// The commands below one, each with its summary.
  private static func list(_ command: CompletionWords.Entry, _ words: CompletionWords) -> String {
    let names = command.subcommands.map { name in
      let path = command.path.isEmpty ? name : "\(command.path) \(name)"
      let summary = words.commands.first { $0.path == path }?.summary ?? "help for a command or topic"
      return "'\(name):\(shown(summary))'"
    }
    return "    local -a names=(\(names.joined(separator: " ")))\n    _describe command names\n"
  }

  /// A command's options, and files.
  private static func arguments(_ command: CompletionWords.Entry) -> String {
    let options = command.declarations.map { option in
      let name = option.names.count > 1 ? "{\(option.names.joined(separator: ","))}" : option.names[0]
      // Of the names of one option only one may stand there, unless it adds up.
      let others = option.repeats ? "'*'" : "'(\(option.names.joined(separator: " ")))'"
      return "\(others)\(name)'[\(shown(option.help))]\(value(option))'"
    }
    let all = options + ["'--help[This page.]'", "'*: :_files'"]
    return "    _arguments -s -S \(all.joined(separator: " \\\n      "))\n"
  }

  private static func value(_ option: OptionDeclaration) -> String {
    guard let placeholder = option.placeholder else { return "" }
    if !option.choices.isEmpty { return ":word:(\(option.choices.joined(separator: " ")))" }
    let isPath = ["FILE", "DIR", "PATH"].contains { placeholder.contains($0) }
    return ":\(placeholder):\(isPath ? "_files" : " ")"
  }

  /// A text within quotes and brackets, in which colons and brackets have a meaning.
  private static func shown(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "'": result += "'\\''"
      case ":", "[", "]", "\\": result += "\\\(character)"
      default: result.append(character)
      }
    }
  }
}
