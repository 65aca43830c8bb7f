import Foundation
import TestSupport
import Testing

/// Manual pages and shell completion, judged by the programs that read them.
@Suite struct ManualTests {
  let nightferry = builtProgram("nightferry")

  @Test(.enabled(if: findProgram("mandoc") != nil, "mandoc is not installed"))
  func pages_pleaseMandoc() throws {
    let folder = try TemporaryFolder()
    #expect(try runCommand(nightferry, ["manual", folder.path]).status == 0)
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(pages.contains("nightferry.1") && pages.contains("nightferry-version.1"))
    let result = try runCommand("/usr/bin/env", ["mandoc", "-Tlint"] + pages.map { folder.file($0) })
    #expect(result.text.isEmpty && result.errors.isEmpty, "\(result.text)\(result.errorText)")
  }

  @Test(arguments: ["history", "get", "import", "upload", "ls", "rm", "doctor"])
  func helpPage_saysNothingTwice(_ command: String) throws {
    let words = try runCommand(nightferry, [command, "--help"]).text.split { $0 == " " || $0 == "\n" }
    let text = words.joined(separator: " ")
    #expect(text.contains("May be given several times."))
    #expect(!text.contains("May be given several times. May be given several times."), "\(text)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func script_isReadByItsShell(shell: String) throws {
    let script = try runCommand(nightferry, ["completion", shell])
    #expect(script.status == 0 && !script.output.isEmpty)
    guard findProgram(shell) != nil else { return }
    let check = try runCommand("/usr/bin/env", [shell, "-n", "/dev/stdin"], input: script.output)
    #expect(check.status == 0, "\(check.errorText)")
  }

  @Test(arguments: [
    (["nightferry", "comp"], 1, ["completion"]), (["nightferry", "completion", "--he"], 2, ["--help"]),
  ])
  func bash_completes(words: [String], index: Int, expected: [String]) throws {
    let script = """
      eval "$("$0" completion bash)"
      COMP_WORDS=(\(words.joined(separator: " "))); COMP_CWORD=\(index)
      _nightferry; printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try runCommand("/bin/bash", ["-c", script, nightferry])
    #expect(result.text.split(separator: "\n").map { String($0) } == expected, "\(result.errorText)")
  }

  @Test func bash_afterAnOptionWithAFreeValue_namesFilesOnly() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "night.json5")
    let script = """
      eval "$("$0" completion bash)"
      COMP_WORDS=(nightferry run --config ""); COMP_CWORD=3
      _nightferry; printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try runCommand("/bin/bash", ["-c", script, nightferry], folder: folder.path)
    #expect(result.text == "night.json5\n", "\(result.text)\(result.errorText)")
  }

  /// zsh as somebody sits before it, in a terminal of its own (zshmodules(1), `zpty`).
  @Test(
    .enabled(if: findProgram("zsh") != nil, "zsh is not installed"),
    arguments: [
      ("nightferry vali", "validate "), ("nightferry config che", "check "), ("nightferry validate --for", "--format "),
      ("nightferry validate --format jun", "junit "), ("nightferry run --dry-run --conf", "--config "),
    ])
  func zsh_completes(typed: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let script = """
      zmodload zsh/zpty
      "$0" completion zsh > _nightferry
      zpty -b z zsh -f -i
      zpty -w z "PS1= PS2=; fpath=($PWD \\$fpath); autoload -U compinit; compinit -u -D; echo read''y"
      screen=
      wait_for() { for i in {1..500}; do zpty -r -t z part && screen+=$part; [[ $screen == *$1* ]] && return; sleep 0.02; done; print -r -- "$screen"; exit 1 }
      wait_for ready
      screen=
      zpty -w -n z "\(typed)"$'\\t'
      wait_for "\(typed.split(separator: " ").dropLast().joined(separator: " ")) \(expected)"
      """
    let result = try runCommand(
      "/usr/bin/env", ["zsh", "-f", "-c", script, nightferry], environment: ["TERM": "dumb"], folder: folder.path)
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
  }

  @Test(
    .enabled(if: findProgram("fish") != nil, "fish is not installed"),
    arguments: [
      ("nightferry vali", "validate"), ("nightferry config ch", "check"), ("nightferry validate --form", "--format"),
      ("nightferry validate --format j", "json"),
    ])
  func fish_completes(typed: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let script = "$PROGRAM completion fish | source; complete -C '\(typed)'"
    let result = try runCommand(
      "/usr/bin/env", ["fish", "--no-config", "-c", script],
      environment: ["PROGRAM": nightferry, "HOME": folder.path, "XDG_DATA_HOME": folder.path], folder: folder.path)
    #expect(result.text.hasPrefix(expected), "\(result.text)\(result.errorText)")
  }

  @Test func wrongShell_namesTheNearest() throws {
    let result = try runCommand(nightferry, ["completion", "fsh"])
    #expect(result.status == 2)
    #expect(result.errorText.contains("Did you mean fish?"))
  }
}
