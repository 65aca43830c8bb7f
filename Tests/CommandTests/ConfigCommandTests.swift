import Foundation
import TestSupport
import Testing

/// `nightferry config check`.
@Suite struct ConfigCommandTests {
  let nightferry = builtProgram("nightferry")

  @Test func missingFile_exits2_namesInit() throws {
    let result = try runCommand(nightferry, ["config", "check", "--config", "/nowhere/nightferry.json5"])
    #expect(result.status == 2)
    #expect(result.errorText.contains("/nowhere/nightferry.json5"))
    #expect(result.errorText.contains("nightferry init"))
  }

  @Test func wrongKey_namesPlaceAndNearest() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("{\n  dump: \"d\",\n  outbx: \"o\",\n  exports: {}\n}\n", to: "c.json5")
    let result = try runCommand(nightferry, ["config", "check", "-c", file])
    #expect(result.status == 2)
    #expect(result.errorText.contains("c.json5 line 3"), "\(result.errorText)")
    #expect(result.errorText.contains("Did you mean \"outbox\"?"), "\(result.errorText)")
  }

  @Test func missingPathsAndSecrets_areAllNamed() throws {
    let folder = try TemporaryFolder()
    let password = try folder.write("secret\n", to: "password.txt")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: password)
    let file = try folder.write(Self.text, to: "c.json5")
    let result = try runCommand(nightferry, ["config", "check", "-c", file], environment: ["NF_TEST_PASSWORD": nil])
    #expect(result.status == 2)
    for words in [
      "dump.path: nothing is at", "no folder of recordings", "NF_TEST_PASSWORD is not set", "others may read",
      "no key file at",
    ] {
      #expect(result.text.contains(words), "\(words): \(result.text)\(result.errorText)")
    }
    #expect(!result.text.contains("secret"))
  }

  static let text = """
    {
      dump: "no-dump",
      recordings: "no-recordings",
      exports: { voice: { from: "calls", columns: { id: "id" }, audio: "file" } },
      destinations: {
        one: { url: "sftp://a@example.com/", password: { env: "NF_TEST_PASSWORD" } },
        two: { url: "sftp://a@example.com/", password: { file: "password.txt" }, identity: "no-key" },
      },
    }

    """
}

/// `nightferry config show`.
@Suite struct ConfigShowTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      {
        dump: "dump",
        outbox: "${NF_PLACE:-work}/outbox",
        exports: { voice: { from: "calls", columns: { id: "call_id" }, audio: "recording" } },
        destinations: { vendor: {
          url: "sftp://company@${NF_HOST}/upload",
          password: { env: "NF_PASSWORD" },
        } },
      }
      """, to: "nightferry.json5")
  }

  @Test func everyValue_hasItsSource_andSecretsAreMasked() throws {
    let result = try runCommand(
      builtProgram("nightferry"), ["config", "show", "--ledger", "/srv/ledger.sqlite", "--format", "json"],
      environment: ["NF_HOST": "sftp.example.com", "NF_PASSWORD": "s3cr3t-example", "NF_PLACE": nil],
      folder: folder.path)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(!result.text.contains("s3cr3t"))
    let values = try JSONSerialization.jsonObject(with: result.output) as? [String: [String: Any]] ?? [:]
    func source(_ key: String) -> String? { values[key]?["source"] as? String }
    #expect(values["destinations.vendor.url"]?["value"] as? String == "sftp://company@sftp.example.com/upload")
    #expect(source("destinations.vendor.url") == "environment NF_HOST")
    #expect(values["destinations.vendor.password"]?["value"] as? String == "********")
    #expect(source("destinations.vendor.password") == "environment NF_PASSWORD")
    #expect(values["outbox"]?["value"] as? String == "work/outbox")
    #expect(source("outbox") == "file line 3")
    #expect(values["ledger"]?["value"] as? String == "/srv/ledger.sqlite")
    #expect(source("ledger") == "option --ledger")
    #expect(source("lists.maxRemoved") == "default" && values["lists.maxRemoved"]?["value"] as? String == "20%")
    #expect(source("exports.voice.columns.id") == "file line 4")
  }
}
