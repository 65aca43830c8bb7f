import Foundation
import TestSupport
import Testing

/// `nightferry init`.
@Suite struct InitCommandTests {
  let nightferry = builtProgram("nightferry")

  @Test func starter_isAConfiguration() throws {
    let folder = try TemporaryFolder()
    let made = try runCommand(
      nightferry, ["init", "no \"such\" dump", "--url", "sftp://me@sftp.example.com:2022/in"],
      folder: folder.path)
    #expect(made.status == 0, "\(made.errorText)")
    let checked = try runCommand(nightferry, ["config", "check"], folder: folder.path)
    #expect(checked.errors.isEmpty, "\(checked.errorText)")
    #expect(checked.text.contains("exports voice, chat, email, affiliates, properties"))
    #expect(checked.text.contains("nothing is at no \"such\" dump"))
    #expect(checked.text.contains("sftp://me@sftp.example.com:2022/in"))
  }

  @Test func fileThatIsThere_isKept_exits2() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "nightferry.json5")
    let refused = try runCommand(nightferry, ["init"], folder: folder.path)
    #expect(refused.status == 2)
    #expect(refused.errorText.contains("--force"))
    #expect(try folder.read("nightferry.json5") == Array("mine".utf8))
    #expect(try runCommand(nightferry, ["init", "--force"], folder: folder.path).status == 0)
    #expect(try folder.read("nightferry.json5").count > 1000)
  }

  @Test func dash_prints() throws {
    let folder = try TemporaryFolder()
    let result = try runCommand(nightferry, ["init", "--output", "-"], folder: folder.path)
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("// Nightferry's configuration"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
