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

  @Test(arguments: [[], ["."]] as [[String]])
  func service_writesWhereTheServiceMay_andTakesSecretsFromSystemd(dump: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "call_id,agent_email,customer_id,started_at,recording\nC-1,a@example.com,K-1,2026-11-19T09:15:00Z,r.mp3\n",
      to: "calls.csv")
    let result = try runCommand(nightferry, ["init"] + dump + ["--service"], folder: folder.path)
    #expect(result.status == 0, "\(result.errorText)")
    let shown = try runCommand(
      nightferry, ["config", "show", "--format", "json"],
      environment: ["CREDENTIALS_DIRECTORY": nil, "HOME": "/nowhere"], folder: folder.path)
    #expect(shown.status == 0, "\(shown.errorText)")
    for value in [
      "/var/lib/nightferry/outbox", "/var/lib/nightferry/nightferry.sqlite", "/var/lib/nightferry/reports",
      "/var/lib/nightferry/rejects", "\"known_hosts\"",
    ] {
      #expect(shown.text.contains(value), "\(value): \(shown.text)")
    }
    #expect(!shown.text.contains("/nowhere"), "\(shown.text)")
    let text = String(decoding: try folder.read("nightferry.json5"), as: UTF8.self)
    let password = #"password: { file: "${CREDENTIALS_DIRECTORY:-/etc/credstore}/nightferry.password" },"#
    #expect(text.contains("\n      \(password)"))
  }
}
