import Files
import Foundation
import TestSupport
import Testing

/// `nightferry init DUMP`: what is proposed for dumps that nobody described, and that it runs.
@Suite struct InitProposalTests {
  let nightferry = builtProgram("nightferry")
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func nightferry(_ arguments: String...) throws -> CommandResult {
    try runCommand(nightferry, arguments, environment: ["TZ": "Europe/Paris"], folder: folder.path)
  }

  /// Proposes, exports, validates, and returns the counts by kind.
  private func propose(_ dump: String) throws -> [String: [String: Int]] {
    let made = try nightferry("init", dump, "--force")
    #expect(made.status == 0, "\(made.errorText)")
    let result = try nightferry("export", "--format", "json")
    #expect([0, 3].contains(result.status), "\(result.errorText)")
    let checked = try nightferry("validate", "outbox")
    #expect(checked.status == 0, "\(checked.text)")
    let report = try JSONSerialization.jsonObject(with: result.output) as? [String: Any] ?? [:]
    var counts: [String: [String: Int]] = [:]
    for kind in report["kinds"] as? [[String: Any]] ?? [] {
      if let name = kind["kind"] as? String { counts[name] = kind["records"] as? [String: Int] }
    }
    return counts
  }

  @Test func exampleDump_becomesAllFiveKinds() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    _ = try runCommand("/bin/cp", ["-r", "\(root)/examples/crm-dump", folder.path])
    let counts = try propose("crm-dump")
    #expect(Set(counts.keys) == ["voice", "chat", "email", "affiliates", "properties"])
    // The example's own configuration refuses the same records.
    let written = try runCommand(
      nightferry,
      ["export", "--config", "\(root)/examples/nightferry.json5", "--outbox", folder.file("o"), "--format", "json"],
      environment: ["NF_WORK": folder.file("w")])
    let report = try JSONSerialization.jsonObject(with: written.output) as? [String: Any] ?? [:]
    for kind in report["kinds"] as? [[String: Any]] ?? [] {
      let records = kind["records"] as? [String: Int] ?? [:]
      let proposed = counts[kind["kind"] as? String ?? ""] ?? [:]
      #expect(proposed["exported"] == records["exported"] && proposed["rejected"] == records["rejected"])
    }
  }

  static let tables = """
    CREATE TABLE PhoneCalls (CallUUID TEXT, OwnerId INTEGER, Customer TEXT, StartTime TEXT, AudioFile TEXT, Campaign TEXT);
    CREATE TABLE staff (id INTEGER PRIMARY KEY, display_name TEXT, mail_address TEXT, team TEXT);
    CREATE TABLE ChatLog (id INTEGER, ConversationId TEXT, SenderType TEXT, Sender TEXT, Content TEXT, CreatedAt TEXT,
      OwnerId INTEGER, Customer TEXT);
    INSERT INTO staff VALUES (1, 'Ann Example', 'ann@example.com', 'north'), (2, 'Bo Example', 'bo@example.com', 'south');
    INSERT INTO PhoneCalls VALUES ('u-1', 1, 'C9', '16/03/2026 08:05', 'a.mp3', 'spring'),
      ('u-2', 2, 'C8', '25/03/2026 18:05', 'b.mp3', 'spring');
    INSERT INTO ChatLog VALUES (1, 'k1', 'customer', 'C9', 'Hello', '2026-03-16 09:00:00', 1, 'C9'),
      (2, 'k1', 'agent', 'Ann', 'Good morning', '2026-03-16 09:01:00', 1, 'C9'),
      (3, 'k1', 'agent', 'Bo', 'I take over', '2026-03-16 09:02:00', 2, 'C9'),
      (4, 'k2', 'customer', 'C8', 'Bye', '2026-03-17 09:00:00', 2, 'C8');
    """

  private func makeRecordings() throws {
    let frame: [UInt8] = [0xFF, 0xFB, 0x90, 0x00] + Array(repeating: 0x55, count: 413)
    let audio = Array(repeatElement(frame, count: 8).joined())
    for name in ["a.mp3", "b.mp3"] { try folder.write(audio, to: "sound/\(name)") }
  }

  @Test(.enabled(if: findProgram("sqlite3") != nil, "sqlite3 is not installed"))
  func sqliteDumpWithOtherNames_runs() throws {
    try makeRecordings()
    let made = try runCommand("/usr/bin/env", ["sqlite3", folder.file("crm.db")], input: Data(Self.tables.utf8))
    #expect(made.status == 0, "\(made.errorText)")
    let counts = try propose("crm.db")
    #expect(counts["voice"]?["exported"] == 2 && counts["chat"]?["exported"] == 4)
    let text = String(decoding: try folder.read("nightferry.json5"), as: UTF8.self)
    for part in [
      "timestampFormat: \"dd/MM/yyyy HH:mm\"", "table: \"staff\", key: \"id\", value: \"mail_address\"",
      "recordings: \"sound\"",
      "timeZone: \"Europe/Paris\"", "\"customer\": true", "take: \"first\"",
    ] { #expect(text.contains(part), "\(part) is missing in \(text)") }
  }

  @Test(.enabled(if: PrivatePostgres.isInstalled, "PostgreSQL is not installed (Debian's package postgresql)"))
  func postgresDump_runs_andItsReportNamesNoSecret() throws {
    try makeRecordings()
    let server = try PrivatePostgres()
    try server.run(Self.tables)
    let counts = try propose(server.address())
    #expect(counts["voice"]?["exported"] == 2 && counts["chat"]?["exported"] == 4)
    let refused = try nightferry("init", "postgresql://u:sesame@db.example.com/crm", "--force")
    #expect(refused.status == 2 && !refused.errorText.contains("sesame"))
  }

  @Test func explanation_showsEveryFieldOfTheAskedRecord() throws {
    try makeRecordings()
    let rows =
      "call_id,agent_email,customer_id,topic,started_at,recording,score\n"
      + "A,a@example.com,K1,Hi,2026-01-01T10:00:00Z,a.mp3,7\nB,,K2,Ho,2026-01-01T10:00:00Z,b.mp3,8\n"
    try folder.write(rows, to: "dump/calls.csv")
    #expect(try nightferry("init", "dump").status == 0)
    let good = try nightferry("export", "--explain", "voice", "--id", "A")
    #expect(good.status == 0, "\(good.errorText)")
    for part in ["dump/calls.csv line 2", "a@example.com", "call_id", "{\"score\":7}", "The record is good."] {
      #expect(good.text.contains(part))
    }
    let bad = try nightferry("export", "--explain", "voice", "--id", "B")
    #expect(bad.status == 3 && bad.text.contains("The record is refused: constraint-error"))
    #expect(try nightferry("export", "--explain", "voice", "--id", "Z").status == 2)
    #expect(try nightferry("export", "--id", "").status == 2)
    #expect(!FileManager.default.fileExists(atPath: folder.file("outbox")))
  }

  @Test func tableThatLacksAColumnOrTwo_isNamedWithThem() throws {
    try folder.write(
      "session;author;body;posted_at;direction;advisor;customer_id\ns1;Ann;Hello;2026-11-27T10:00:00Z;in;ann;V1\n",
      to: "dump/chat_log.csv")
    try folder.write("owner_id,name,phone\n1,Ann,1\n", to: "dump/people.csv")
    try folder.write("id,name\n1,Ann\n", to: "dump/staff.csv")
    #expect(try nightferry("init", "dump").status == 0)
    let text = String(decoding: try folder.read("nightferry.json5"), as: UTF8.self)
    #expect(
      text.contains("// CHECK: chat_log may be chat, if you say which column fills id, agent_id\n"), "\(text)")
    #expect(!text.contains("people may be") && !text.contains("staff may be"), "\(text)")
  }
}
