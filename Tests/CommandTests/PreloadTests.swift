import Foundation
import TestSupport
import Testing

/// Libraries that are loaded before the program, as faketime and monitoring agents are.
@Suite(.enabled(if: findProgram("cc") != nil, "cc is not installed"))
struct PreloadTests {
  @Test func libraryThatMovesTheEnvironment_leavesTheArguments() throws {
    let folder = try TemporaryFolder()
    let source = """
      #include <stdlib.h>
      __attribute__((constructor)) static void begin(void) { setenv("EXAMPLE_AGENT", "1", 1); }
      """
    try folder.write(source, to: "agent.c")
    let made = try runCommand(
      "/usr/bin/env", ["cc", "-shared", "-fPIC", "-o", "agent.so", "agent.c"], folder: folder.path)
    #expect(made.status == 0, "\(made.errorText)")
    let result = try runCommand(
      builtProgram("nightferry"), ["explain", "", "exit-4"], environment: ["LD_PRELOAD": folder.file("agent.so")])
    #expect(result.status == 2 && result.errorText.contains("exit-4"), "\(result.text)\(result.errorText)")
    let version = try runCommand(
      builtProgram("nightferry"), ["--version"], environment: ["LD_PRELOAD": folder.file("agent.so")])
    #expect(version.status == 0 && version.text.hasPrefix("nightferry "), "\(version.text)\(version.errorText)")
  }
}
