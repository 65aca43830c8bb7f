import Files
import Foundation
import TestSupport
import Testing

/// Nights that go on from a watermark, against a real sshd.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct SinceRunTests {
  let night: NightWork

  init() throws {
    night = try NightWork()
    let text = """
      { dump: "own", ledger: "own.sqlite", outbox: "own-outbox", rejects: "own-rejects", reports: "own-reports",
        exports: { chat: { from: "m", since: "at", columns: {
          id: "id", unit_id: { constant: "u" }, agent_id: { constant: "a" }, client_id: { constant: "k" },
          organization_id: { constant: "o" }, language: { constant: "en" }, subject: { constant: "s" },
          timestamp: { constant: "2026-01-01T10:00:00Z" }, "message.author": { constant: "a" }, "message.text": "text",
          "message.timestamp": { constant: "2026-01-01T10:00:00Z" }, "message.is_inbound": { constant: true },
        } } },
        destinations: { vendor: {
          url: "${NF_URL}", identity: "${NF_IDENTITY}", knownHosts: "${NF_KNOWN_HOSTS}" } } }
      """
    try night.folder.write(text, to: "own.json5")
  }

  private func run(_ rows: String) throws -> CommandResult {
    try night.folder.write("id,text,at\n\(rows)", to: "own/m.csv")
    return try runCommand(
      builtProgram("nightferry"), ["run", "--config", night.folder.file("own.json5")], environment: night.environment,
      folder: night.folder.path)
  }

  /// It is told once, and holds up no other night.
  @Test func deliveredRecordThatChanges_isRefusedInTheNightOfItsChange() throws {
    let first = try run("c1,hi,2026-01-01T10:00:00Z\n")
    #expect(first.status == 0, "\(first.text)\(first.errorText)")
    let changed = "c1,other,2026-01-01T10:05:00Z\nc2,hi,2026-01-01T10:06:00Z\n"
    let second = try run(changed)
    #expect(second.status == 3 && second.text.contains("changed-after-delivery"), "\(second.text)\(second.errorText)")
    let third = try run(changed)
    #expect(third.status == 0, "\(third.text)\(third.errorText)")
  }

  @Test func refusedRecord_isSentWhenItIsMended() throws {
    let refused = try run(",hi,2026-01-01T10:00:00Z\nc2,hi,2026-01-01T10:06:00Z\n")
    #expect(refused.status == 3, "\(refused.text)\(refused.errorText)")
    #expect(try run(",hi,2026-01-01T10:00:00Z\nc2,hi,2026-01-01T10:06:00Z\n").status == 3)
    #expect(try run("c1,hi,2026-01-01T10:00:00Z\nc2,hi,2026-01-01T10:06:00Z\n").status == 0)
    let state = try night.remoteState()
    #expect(state.contains("c1.csv") && state.contains("c2.csv"), "\(state)")
  }
}
