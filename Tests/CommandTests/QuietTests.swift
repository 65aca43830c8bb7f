import Foundation
import TestSupport
import Testing

/// `--quiet`: silence where all is well, and never where something is wrong.
@Suite struct QuietTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("chat,text,at,who\nA-1,hello,2026-11-19T10:00:00Z,ann\n", to: "dump/messages.csv")
    try folder.write(Self.configuration, to: "nightferry.json5")
  }

  private static let configuration = """
    {
      dump: "dump",
      exports: { chat: {
        from: "messages",
        columns: {
          id: "chat", unit_id: { constant: "u" }, agent_id: "who", client_id: { constant: "c" },
          organization_id: { constant: "o" }, language: { constant: "en" }, timestamp: "at", subject: { constant: "s" },
          "message.author": "who", "message.text": "text", "message.timestamp": "at",
          "message.is_inbound": { constant: true },
        },
      } },
      destinations: { archive: { url: "sftp://nobody@127.0.0.1:1/", identity: "nowhere" } },
    }
    """

  private func call(_ line: String, _ more: String...) throws -> CommandResult {
    try runCommand(
      builtProgram("nightferry"), line.split(separator: " ").map(String.init) + more,
      environment: ["NF_PASSWORD": nil], folder: folder.path)
  }

  @Test(arguments: [
    "export", "export --dry-run --format table", "validate outbox", "upload outbox target", "init -o other.json5",
    "import outbox -o sent.sqlite", "history --ledger ledger --export evidence",
  ])
  func goodEnd_printsNothing(_ line: String) throws {
    try prepare()
    let loud = try call(line)
    #expect(loud.status == 0 && !(loud.text + loud.errorText).isEmpty, "\(line): \(loud.text)\(loud.errorText)")
    for path in ["target", "other.json5", "sent.sqlite", "evidence"] {
      try? FileManager.default.removeItem(atPath: folder.file(path))
    }
    for quiet in ["--quiet", "-q"] where !line.hasPrefix("init") || quiet == "-q" {
      for path in ["sent.sqlite", "evidence"] { try? FileManager.default.removeItem(atPath: folder.file(path)) }
      let result = try call(line, quiet)
      // A dry run is asked for its answer.
      let isAnswer = line.contains("--dry-run")
      #expect(result.status == 0 && result.errorText.isEmpty, "\(line): \(result.errorText)")
      #expect(result.text.isEmpty != isAnswer, "\(line): \(result.text)")
    }
  }

  private func prepare() throws {
    #expect(try call("export -q").status == 0)
    #expect(try call("upload outbox first --ledger ledger -q").status == 0)
  }

  @Test func whatWasAskedFor_isPrintedAllTheSame() throws {
    #expect(try call("explain NF1203 -q").text.contains("NF1203"))
    #expect(try call("preview dump -q").text.contains("messages"))
    #expect(try call("export -q --format json").text.contains("\"exit_code\""))
    #expect(try call("config show -q").text.contains("outbox"))
  }

  @Test func whatIsWrong_isPrintedAllTheSame() throws {
    try folder.write("chat,text,at,who\nA-1,hello,never,ann\n", to: "dump/messages.csv")
    let refused = try call("export -q")
    #expect(refused.status == 3 && refused.text.contains("messages.csv line 2"), "\(refused.text)")
    try folder.write("id\nx\n", to: "outbox/chat/bad.csv")
    let invalid = try call("validate outbox -q")
    #expect(invalid.status == 3 && invalid.text.contains("not valid"), "\(invalid.text)")
    let check = try call("config check -q")
    #expect(check.status == 2 && check.text.hasPrefix("  problem: destinations.archive.identity"), "\(check.text)")
    let missing = try call("preview nowhere.csv -q")
    #expect(missing.status != 0 && missing.errorText.contains("nowhere.csv"))
    let doctor = try call("doctor sftp://a@127.0.0.1:1/ -q --password-env HOME")
    #expect(doctor.status == 6 && doctor.text.hasPrefix("failure"), "\(doctor.text)")
  }

  @Test func checkAndExplain_answerInJSON() throws {
    func object(_ line: String, _ status: Int32) throws -> [String: Any] {
      let result = try call(line, "--format", "json")
      #expect(result.status == status, "\(result.text)\(result.errorText)")
      return try JSONSerialization.jsonObject(with: result.output) as? [String: Any] ?? [:]
    }
    let check = try object("config check", 2)
    #expect(check["exports"] as? [String] == ["chat"] && check["usable"] as? Bool == false)
    #expect((check["problems"] as? [String])?.first?.contains("there is no key file") == true)
    #expect((check["destinations"] as? [String: String])?["archive"] == "sftp://nobody@127.0.0.1:1/")
    try folder.write("{ dump: 'd', exprots: {} }", to: "wrong.json5")
    let wrong = try object("config check -c wrong.json5", 2)
    #expect((wrong["problems"] as? [String])?.first?.contains("wrong.json5 line 1: exprots") == true, "\(wrong)")
    #expect(try object("explain foreign-key", 0)["remedy"] as? String != nil)
    let all = try call("explain --format json")
    let list = try JSONSerialization.jsonObject(with: all.output) as? [[String: String]] ?? []
    #expect(list.count > 80 && list.allSatisfy { Set($0.keys) == ["name", "group", "meaning", "remedy"] })
    let record = try object("export --explain chat --id A-1", 0)
    #expect((record["fields"] as? [[String: Any]])?.contains { $0["value"] as? String == "hello" } == true)
    _ = try call("export -q")
    let sums = try object("import outbox -o sent.sqlite", 0)
    #expect((sums["tables"] as? [String: Int])?.values.contains(1) == true, "\(sums)")
  }
}
