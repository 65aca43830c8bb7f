import Foundation
import TestSupport
import Testing

/// `nightferry validate`, `schema` and `import` as processes: exit codes, formats, options.
@Suite struct ValidateCommandTests {
  private static let chats = "\(ExampleDumpTests.root)/examples/expected/chat"
  private let nightferry = builtProgram("nightferry")

  /// A folder with one good chat, one with a wrong time, and one whose columns stand in another order.
  private func mixedFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let good = try String(contentsOfFile: "\(Self.chats)/CH001.csv", encoding: .utf8)
    try folder.write(good, to: "chat/CH001.csv")
    let other = good.replacingOccurrences(of: "CH001", with: "CH900")
    try folder.write(
      other.replacingOccurrences(of: "2026-03-27T08:00:00Z,", with: "secret-time,"), to: "chat/CH900.csv")
    return folder
  }

  @Test func goodFiles_exit0() throws {
    let result = try runCommand(nightferry, ["validate", Self.chats])
    #expect(result.status == 0, "\(result.text)")
    #expect(result.text.contains("valid: 30 chat"))
  }

  @Test func violations_exit3_withPlaceAndRule_andWithoutTheCell() throws {
    let folder = try mixedFolder()
    let result = try runCommand(nightferry, ["validate", folder.path])
    #expect(result.status == 3)
    #expect(result.text.contains("type-error") && result.text.contains("CH900.csv"))
    #expect(!result.text.contains("secret-time"))
    let shown = try runCommand(nightferry, ["validate", "--show-values", folder.path])
    #expect(shown.status == 3)
    #expect(shown.text.contains("secret-time"))
  }

  @Test func nothingToValidate_orNothingThere_exits2() throws {
    let folder = try TemporaryFolder()
    #expect(try runCommand(nightferry, ["validate", folder.path]).status == 2)
    #expect(try runCommand(nightferry, ["validate", folder.file("none")]).status == 2)
    #expect(try runCommand(nightferry, ["validate"]).status == 2)
    #expect(try runCommand(nightferry, ["validate", "--format", "yaml", folder.path]).status == 2)
  }

  @Test func json_hasTheShapeThatFrictionlessHas() throws {
    let folder = try mixedFolder()
    let result = try runCommand(nightferry, ["validate", "--format", "json", folder.path])
    #expect(result.status == 3)
    let report = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    #expect(report["valid"] as? Bool == false)
    #expect(report["stats"] is [String: Any] && report["errors"] is [Any] && report["warnings"] is [Any])
    let tasks = try #require(report["tasks"] as? [[String: Any]])
    #expect(tasks.count == 2)
    #expect(tasks[0]["valid"] as? Bool == true)
    let error = try #require((tasks[1]["errors"] as? [[String: Any]])?.first)
    #expect(error["type"] as? String == "type-error")
    #expect(error["fieldName"] as? String == "timestamp")
    #expect(error["rowNumber"] is Int && error["fieldNumber"] is Int && error["note"] is String)
    #expect(!result.text.contains("secret-time"))
  }

  @Test func csvAndJUnit_areReadByOthers() throws {
    let folder = try mixedFolder()
    let table = try runCommand(nightferry, ["validate", "--format", "csv", folder.path])
    #expect(table.status == 3)
    let lines = table.text.split(separator: "\r\n")
    #expect(lines.count > 1)
    #expect(lines.dropFirst().allSatisfy { $0.contains("CH900.csv") })
    let suite = try runCommand(nightferry, ["validate", "--format", "junit", folder.path])
    #expect(suite.status == 3)
    let file = try folder.write(suite.text, to: "report.xml")
    let script =
      "import sys, xml.etree.ElementTree as e; r = e.parse(sys.argv[1]).getroot(); print(len(r.findall('.//failure')))"
    guard let python = findProgram("python3") else { return }
    let parsed = try runCommand(python, ["-c", script, file])
    #expect(parsed.status == 0, "\(parsed.errorText)")
    #expect(Int(parsed.text.trimmingCharacters(in: .whitespacesAndNewlines)).map { $0 > 0 } == true)
  }

  @Test func limitErrors_cutsWhatIsShown_andNotWhatIsCounted() throws {
    let folder = try TemporaryFolder()
    let good = try String(contentsOfFile: "\(Self.chats)/CH001.csv", encoding: .utf8)
    try folder.write(good.replacingOccurrences(of: "is_inbound", with: "is_inbond"), to: "chat/CH001.csv")
    let all = try errors(["validate", "--format", "json", folder.path])
    let one = try errors(["validate", "--format", "json", "--limit-errors", "1", folder.path])
    #expect(all.shown > 1)
    #expect(one.shown == 1)
    #expect(one.counted == all.counted)
  }

  private func errors(_ arguments: [String]) throws -> (shown: Int, counted: Int) {
    let report = try JSONSerialization.jsonObject(with: try runCommand(nightferry, arguments).output) as? [String: Any]
    let tasks = try #require(report?["tasks"] as? [[String: Any]])
    let shown = tasks.reduce(0) { $0 + (($1["errors"] as? [Any])?.count ?? 0) }
    let counted = try #require((report?["stats"] as? [String: Any])?["errors"] as? Int)
    return (shown, counted)
  }

  @Test func failOnWarning_makesWarningsViolations() throws {
    let folder = try TemporaryFolder()
    let good = try String(contentsOfFile: "\(Self.chats)/CH001.csv", encoding: .utf8)
    try folder.write(good.replacingOccurrences(of: "\r\n", with: "\n"), to: "chat/CH001.csv")
    #expect(try runCommand(nightferry, ["validate", folder.path]).status == 0)
    #expect(try runCommand(nightferry, ["validate", "--fail-on", "warning", folder.path]).status == 3)
  }

  @Test(arguments: ["voice", "chat", "email", "affiliates", "properties", "config", "report"])
  func schema_isJSON(_ name: String) throws {
    let result = try runCommand(nightferry, ["schema", name])
    #expect(result.status == 0)
    #expect(try JSONSerialization.jsonObject(with: result.output) is [String: Any])
  }

  @Test func schema_thatThereIsNot_exits2() throws {
    for arguments in [
      ["schema", "fax"], ["schema", "config", "--format", "table-schema"],
      ["schema", "affiliates", "--format", "table-schema"],
    ] {
      #expect(try runCommand(nightferry, arguments).status == 2)
    }
  }

  @Test func reportOfARealRun_isValidForItsSchema() throws {
    let judge = "\(ExampleDumpTests.root)/.venv/bin/check-jsonschema"
    guard FileManager.default.isExecutableFile(atPath: judge) else { return }
    let folder = try TemporaryFolder()
    try folder.write("", to: "known_hosts")
    // Nobody listens at port 9: the run ends with exit 6, and its report says so.
    let result = try runCommand(
      nightferry, ["run", "--config", "examples/nightferry.json5"],
      environment: [
        "NF_WORK": folder.path, "NF_URL": "sftp://nf@127.0.0.1:9/in", "NF_PASSWORD": "x",
        "NF_KNOWN_HOSTS": folder.file("known_hosts"),
      ], folder: ExampleDumpTests.root)
    #expect(result.status == 6, "\(result.errorText)")
    let schema = "\(ExampleDumpTests.root)/schemas/nightferry.report.schema.json"
    let verdict = try runCommand(judge, ["--schemafile", schema, folder.file("reports/report.json")])
    #expect(verdict.status == 0, "\(verdict.text)")
  }

  @Test func import_saysWhatItTook_andRefusesToReplace() throws {
    let folder = try mixedFolder()
    let output = folder.file("out.sqlite")
    let first = try runCommand(nightferry, ["import", "\(folder.path)/chat", "--output", output])
    #expect(first.status == 3)
    #expect(first.text.contains("chats: 1 records"))
    #expect(first.errorText.contains("CH900.csv"))
    let second = try runCommand(nightferry, ["import", "\(folder.path)/chat", "--output", output])
    #expect(second.status == 2)
    #expect(second.errorText.contains("--force"))
    #expect(try runCommand(nightferry, ["import", Self.chats, "--output", output, "--force"]).status == 0)
    #expect(try runCommand(nightferry, ["import", Self.chats]).status == 2)
  }
}
