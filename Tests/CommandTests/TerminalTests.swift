import Foundation
import TestSupport
import Testing

/// What is piped is the same whatever terminal is near, and has no colour.
@Suite(.enabled(if: findProgram("script") != nil, "script is not installed"))
struct TerminalTests {
  @Test(arguments: [
    "--help", "run --help", "help mapping", "preview crm-dump", "validate expected/chat", "explain", "config show",
    "export --dry-run", "export --explain voice",
  ])
  func pipedOutput_neverDependsOnTheTerminal(_ line: String) throws {
    let examples = "\(ExampleDumpTests.root)/examples"
    let plain = try runCommand(
      builtProgram("nightferry"), line.split(separator: " ").map(String.init), environment: ["NO_COLOR": nil],
      folder: examples)
    let folder = try TemporaryFolder()
    // Standard input and error are a terminal of 200 columns.
    let result = try runCommand(
      "/usr/bin/env",
      ["script", "-qec", "stty cols 200; \"$PROGRAM\" \(line) > \"$OUT\"", "/dev/null"],
      environment: [
        "PROGRAM": builtProgram("nightferry"), "OUT": folder.file("out"), "TERM": "xterm-256color", "NO_COLOR": nil,
        "SHELL": "/bin/sh",
      ], folder: examples)
    #expect([0, 3].contains(result.status), "\(result.text)")
    let piped = String(decoding: try folder.read("out"), as: UTF8.self)
    #expect(!piped.isEmpty && !piped.contains("\u{1B}"))
    #expect(withoutTimes(piped) == withoutTimes(plain.text))
  }

  /// How long it took differs from run to run.
  private func withoutTimes(_ text: String) -> String {
    text.replacing(#/ *[0-9.]+ s\b/#, with: " TIME")
  }
}
