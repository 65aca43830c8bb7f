import Foundation
import TestSupport
import Testing

/// The example, exported and carried to a real server as the README's `make demo` does it.
@Suite struct ExampleRunTests {
  static let root = ExampleDumpTests.root
  let nightferry = builtProgram("nightferry")

  @Test func export_makesTheExpectedFiles_andRefusesTheBadRowsOnly() throws {
    let folder = try TemporaryFolder()
    let result = try export(to: folder)
    #expect(result.status == 3, "\(result.errorText)")
    let expected = "\(Self.root)/examples/expected"
    for kind in ["voice", "chat", "affiliates", "properties"] {
      let names = try Self.names("\(expected)/\(kind)")
      #expect(!names.isEmpty)
      #expect(try Self.names(folder.file("outbox/\(kind)")).filter { !$0.hasSuffix(".mp3") } == names)
      for name in names {
        let made = try Data(contentsOf: URL(fileURLWithPath: folder.file("outbox/\(kind)/\(name)")))
        #expect(made == (try Data(contentsOf: URL(fileURLWithPath: "\(expected)/\(kind)/\(name)"))), "\(kind)/\(name)")
      }
    }
    #expect(try Self.names(folder.file("outbox/email")).count == 25)
    #expect(try Self.names(folder.file("rejects")).filter { $0.hasSuffix(".csv") } == ["properties.csv", "voice.csv"])
    let voice = try String(contentsOfFile: folder.file("rejects/voice.csv"), encoding: .utf8)
    for (line, error) in [
      (6, "pair-missing-audio"), (10, "constraint-error"), (12, "duplicate-id"), (14, "type-error"),
      (19, "encoding-error"),
    ] {
      #expect(voice.contains("calls.csv,\(line),\(error),"), "\(voice)")
    }
    #expect(voice.split(separator: "\r\n").count == 6)
    let properties = try String(contentsOfFile: folder.file("rejects/properties.csv"), encoding: .utf8)
    #expect(properties.contains("properties.csv,13,foreign-key,"))
    #expect(properties.split(separator: "\r\n").count == 2)
  }

  @Test(.enabled(if: findProgram("sha256sum") != nil, "sha256sum is not installed"))
  func manifest_isTakenBySha256sum() throws {
    let folder = try TemporaryFolder()
    _ = try export(to: folder)
    let check = try runCommand(
      "/usr/bin/env", ["sha256sum", "--quiet", "--strict", "-c", "manifest-sha256.txt"], folder: folder.file("outbox"))
    #expect(check.status == 0, "\(check.text)\(check.errorText)")
  }

  @Test(.enabled(if: PrivateSSHD.program != nil && findProgram("sftp") != nil, "OpenSSH is not installed"))
  func demo_carriesAllAndNothingTwice_andCleansUp() throws {
    try demo(folderMode: 0o711)
  }

  @Test(.enabled(if: PrivateSSHD.program != nil && findProgram("sftp") != nil, "OpenSSH is not installed"))
  func demo_inAFolderThatOthersCannotEnter_usesTheKeyAlone() throws {
    try demo(folderMode: 0o700)
  }

  private func demo(folderMode: Int) throws {
    // A copy, because the demo leaves its outbox and ledger beside the examples.
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: folderMode], ofItemAtPath: folder.path)
    let copy = try runCommand("/bin/cp", ["-R", "\(Self.root)/examples", folder.path])
    #expect(copy.status == 0)
    let result = try runCommand(
      "/bin/bash", [folder.file("examples/demo"), nightferry], environment: ["TMPDIR": folder.path], timeLimit: 120)
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    #expect(result.text.contains("byte for byte those of the outbox"))
    #expect(result.text.contains("nothing is sent twice"))
    #expect(try Self.names(folder.path).filter { $0.hasPrefix("nightferry-demo") }.isEmpty)
  }

  private func export(to folder: TemporaryFolder) throws -> CommandResult {
    try runCommand(
      nightferry, ["export", "--config", "examples/nightferry.json5"], environment: ["NF_WORK": folder.path],
      folder: Self.root)
  }

  private static func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "earlier" }.sorted()
  }
}
