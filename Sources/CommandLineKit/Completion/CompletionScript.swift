/// Shell completion, from the same declarations as the help pages.
public enum CompletionScript {
  /// The shells that are known.
  public enum Shell: String, CaseIterable, Sendable {
    /// GNU bash 4 and later.
    case bash
    /// zsh 5 and later.
    case zsh
    /// fish 3 and later.
    case fish
  }

  /// The script that a shell reads at its start.
  public static func text(of program: Program, for shell: Shell) -> String {
    let words = CompletionWords(program)
    return switch shell {
    case .bash: bash(words)
    case .zsh: zsh(words)
    case .fish: fish(words)
    }
  }

  private static func bash(_ words: CompletionWords) -> String {
    var cases = ""
    for command in words.commands {
      cases +=
        "    \"\(command.path)\") words=\"\((command.subcommands + command.options).joined(separator: " "))\" ;;\n"
    }
    var values = ""
    for choice in words.choices {
      values +=
        "    \"\(choice.path):\(choice.option)\") words=\"\(choice.words.joined(separator: " "))\"; exact=1 ;;\n"
    }
    let free = words.free.map { "\"\($0.path):\($0.option)\"" }.joined(separator: "|")
    return """
      # bash completion for \(words.program)
      _\(words.program)() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path= word words= exact=
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case "$path $word" in
            \(words.commands.filter { !$0.path.isEmpty }.map { "\" \($0.path)\"" }.joined(separator: "|"))) path=${path:+$path }$word ;;
            *) case "$word" in -*) ;; *) break ;; esac ;;
          esac
        done
        case "$path" in
      \(cases)  esac
        case "$path:$previous" in
      \(values)    \(free)) COMPREPLY=($(compgen -f -- "$current")); return ;;
        esac
        COMPREPLY=()
        if [ -n "$exact" ] || [ -z "$path" ] || [ "${current#-}" != "$current" ]; then
          COMPREPLY=($(compgen -W "$words" -- "$current"))
        fi
        if [ -z "$exact" ] && [ ${#COMPREPLY[@]} = 0 ]; then
          COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
        fi
      }
      complete -o filenames -F _\(words.program) \(words.program)

      """
  }

  private static func fish(_ words: CompletionWords) -> String {
    var lines = ["# fish completion for \(words.program)"]
    let names = words.commands.filter { !$0.path.isEmpty && !$0.path.contains(" ") }
    for command in names {
      lines.append(
        "complete -c \(words.program) -n __fish_use_subcommand -f -a \(command.path) -d '\(quoted(command.summary))'")
    }
    for command in words.commands where !command.path.isEmpty {
      let parts = command.path.split(separator: " ")
      let condition = parts.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
      for word in command.subcommands {
        lines.append("complete -c \(words.program) -n '\(condition)' -f -a \(word)")
      }
      for option in command.declarations {
        lines.append("complete -c \(words.program) -n '\(condition)'\(fish(option))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fish(_ option: OptionDeclaration) -> String {
    let names = option.names.map { $0.hasPrefix("--") ? " -l \($0.dropFirst(2))" : " -s \($0.dropFirst())" }.joined()
    let value =
      option.choices.isEmpty ? (option.takesValue ? " -r" : "") : " -x -a '\(option.choices.joined(separator: " "))'"
    return "\(names)\(value) -d '\(quoted(option.help))'"
  }

  private static func quoted(_ text: String) -> String {
    text.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : String($1) }
  }
}
