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

  @Test func wrongShell_namesTheNearest() throws {
    let result = try runCommand(nightferry, ["completion", "fsh"])
    #expect(result.status == 2)
    #expect(result.errorText.contains("Did you mean fish?"))
  }
}
