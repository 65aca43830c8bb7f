import Foundation
import TestSupport
import Testing

/// The program's frame: version, help, unknown words.
@Suite struct FrameTests {
  let nightferry = builtProgram("nightferry")

  @Test func version_isOneLine() throws {
    let result = try runCommand(nightferry, ["--version"])
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("nightferry "))
    #expect(result.text.split(separator: "\n").count == 1)
  }

  @Test func noCommand_showsHelpOnStandardError_exits2() throws {
    let result = try runCommand(nightferry)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errorText.contains("Usage: nightferry COMMAND"))
  }

  @Test func wrongCommand_namesTheNearest_exits2() throws {
    let result = try runCommand(nightferry, ["verion"])
    #expect(result.status == 2)
    #expect(result.errorText.contains("Did you mean `nightferry version`?"))
  }

  @Test(arguments: [
    (["--hlep"], "Did you mean --help?"), (["--verison"], "Did you mean --version?"),
    (["--config", "x", "config"], "stands before the command"), (["-c", "x"], "stands before the command"),
    (["--qqqqqqqqqq"], "lists the options"), (["help", "verison"], "Did you mean `nightferry help version`?"),
    (["config", "chekc"], "Did you mean `nightferry config check`?"), (["config"], "needs a command"),
    (["version", "--help=1"], "takes no value"),
  ])
  func mistakeAtTheStart_isNamed(arguments: [String], words: String) throws {
    let result = try runCommand(nightferry, arguments)
    #expect(result.status == 2)
    #expect(result.errorText.contains(words), "\(result.errorText)")
  }

  @Test func everyCommand_hasExamplesAndAllExitCodes() throws {
    for name in try commandNames() {
      let result = try runCommand(nightferry, [name, "--help"])
      #expect(result.status == 0, "\(name)")
      #expect(result.errors.isEmpty, "\(name)")
      #expect(result.text.contains("\nExamples:\n"), "\(name)")
      #expect(result.text.contains("\nExit codes:\n"), "\(name)")
      #expect((0...7).allSatisfy { result.text.contains("\n  \($0)  ") }, "\(name)")
      #expect(
        result.text.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("  nightferry") }, "\(name)")
      #expect(try runCommand(nightferry, ["help", name]).text == result.text)
    }
  }

  @Test func everyCommand_namesTheNearestOption() throws {
    for name in try commandNames() {
      let result = try runCommand(nightferry, [name, "--hlep"])
      #expect(result.status == 2, "\(name)")
      #expect(result.errorText.contains("Did you mean --help?"), "\(name): \(result.errorText)")
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func fullDisk_isSaid_exits1() throws {
    let result = try runCommand("/bin/sh", ["-c", "exec \"$0\" --help > /dev/full", nightferry])
    #expect(result.status == 1)
    #expect(result.errorText.contains("standard output could not be written"))
  }

  @Test func limitOfFileSize_isSaid_andKillsNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "a,b\n", count: 50_000), to: "t.csv")
    let result = try runCommand(
      "/bin/bash",
      ["-c", "ulimit -f 4; exec \"$0\" preview --no-header --limit 0 --format csv \"$1\" > \"$2\"", nightferry]
        + [folder.file("t.csv"), folder.file("out.csv")])
    #expect(result.status == 1)
    #expect(result.errorText.contains("standard output could not be written"), "\(result.errorText)")
  }

  @Test func readerThatGoesAway_isNoError() throws {
    let result = try runCommand("/bin/bash", ["-c", "\"$0\" --help | true; exit ${PIPESTATUS[0]}", nightferry])
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
  }

  /// The commands that the program's own page lists.
  private func commandNames() throws -> [String] {
    let page = try runCommand(nightferry, ["--help"]).text
    let listed = page.prefix(upTo: page.range(of: "\nTopics, ")?.lowerBound ?? page.endIndex)
    let names = listed.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map { String($0) } }
    #expect(!names.isEmpty)
    return names
  }
}
