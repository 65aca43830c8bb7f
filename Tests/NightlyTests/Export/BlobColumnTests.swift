import Files
import SQLite
import TestSupport
import Testing

@testable import Nightly

/// SQLite dumps whose tables hold pictures beside what is exported.
@Suite struct BlobColumnTests {
  private func export(agent: String, _ metadata: String) throws -> ExportSummary {
    let folder = try TemporaryFolder()
    let database = try Database(path: folder.file("crm.sqlite"), .create)
    try database.execute(
      """
      CREATE TABLE m (chat TEXT, agent TEXT, said TEXT, at TEXT, photo BLOB);
      INSERT INTO m VALUES ('c1', 'a1', 'hi', '2026-01-01T10:00:00Z', x'FFD8FFE0'), ('c2', 'a1', x'FF', '2026-01-01T10:00:00Z', NULL);
      CREATE TABLE agents (id TEXT, mail TEXT, photo BLOB);
      INSERT INTO agents VALUES ('a1', 'ada@example.com', x'89504E47FF');
      """)
    let configuration = try Configuration(
      text: """
        { dump: "crm.sqlite", exports: { chat: { from: "m", metadata: [\(metadata)], columns: {
          id: "chat", unit_id: { constant: "u" }, agent_id: \(agent), client_id: { constant: "k" },
          organization_id: { constant: "o" }, language: { constant: "en" }, subject: { constant: "s" }, timestamp: "at",
          "message.author": "agent", "message.text": "said", "message.timestamp": "at",
          "message.is_inbound": { constant: true },
        } } } }
        """, path: folder.file("c.json5"))
    return try Exporter(configuration).run()
  }

  @Test(arguments: ["\"agent\"", "{ column: \"agent\", lookup: { table: \"agents\", key: \"id\", value: \"mail\" } }"])
  func picturesThatNobodyAsksFor_refuseNothing_andBytesInATextDo(_ agent: String) throws {
    let summary = try export(agent: agent, "")
    #expect(summary.total.exported == 1 && summary.rejects.map(\.error) == ["encoding-error"], "\(summary.rejects)")
    #expect(summary.rejects.first?.reason.contains("said") == true, "\(summary.rejects)")
  }

  @Test func pictureThatIsAskedFor_isNamed() throws {
    let summary = try export(agent: "\"agent\"", "\"photo\"")
    #expect(
      summary.total.exported == 0 && summary.rejects.first?.reason.contains("photo") == true, "\(summary.rejects)")
  }
}
