import Foundation
import TestSupport
import Testing

/// A log at its most talkative, of a whole run with good, refused and failing records: no secret, no text of a message, no
/// value of a field that is no id.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct LogSecretsTests {
  /// Stands in every text that must not be in a log.
  private static let planted = "pl4nted"

  private func configuration(_ server: PrivateSSHD, _ address: String) -> String {
    """
    {
      dump: "dump", recordings: "dump", timeZone: "UTC",
      exports: {
        voice: {
          from: "calls", audio: "file", metadata: ["note"],
          columns: { id: "id", user_id: "who", client_id: "who", topic: "note", timestamp: "at" },
        },
        chat: {
          from: "messages",
          columns: {
            id: "chat", unit_id: { constant: "u" }, agent_id: "who", client_id: { constant: "c" },
            organization_id: { constant: "o" }, language: { constant: "en" }, timestamp: "at", subject: "text",
            "message.author": "who", "message.text": "text", "message.timestamp": "at",
            "message.is_inbound": { constant: true },
          },
        },
      },
      destinations: { vendor: {
        url: "\(address)", identity: "\(server.files.userKey)", knownHosts: "\(server.files.knownHosts)",
        password: { env: "NF_PASSWORD" },
      } },
    }
    """
  }

  private func write(_ folder: TemporaryFolder) throws {
    let secret = Self.planted
    try folder.write(
      "chat,text,at,who\nA-1,\(secret) hello,2026-11-19T10:00:00Z,\(secret)@example.com\n"
        + "A-2,\(secret) refused,\(secret),\(secret)@example.com\nA-3,\(secret)\u{1}\u{0},2026-11-19,ann\n",
      to: "dump/messages.csv")
    try folder.write(
      "id,who,note,at,file\nC-1,\(secret)@example.com,\(secret) note,2026-11-19T10:00:00Z,none.mp3\n"
        + "C-2,\(secret)@example.com,\(secret) note,\(secret),\n",
      to: "dump/calls.csv")
  }

  @Test(arguments: ["text", "json"], [true, false])
  func wholeRun_leavesNothingPersonalInItsLog(format: String, succeeds: Bool) throws {
    let server = try PrivateSSHD()
    let folder = try TemporaryFolder()
    try write(folder)
    let address = "sftp://\(server.user)@127.0.0.1:\(succeeds ? server.port : 1)\(server.area)/in"
    try folder.write(configuration(server, address), to: "nightferry.json5")
    func call(_ arguments: String...) throws -> CommandResult {
      try runCommand(
        builtProgram("nightferry"),
        arguments + ["--log-level", "debug", "--log-format", format, "--log-file", "log"],
        environment: ["NF_PASSWORD": "\(Self.planted)-password", "NF_PASSPHRASE": "\(Self.planted)-phrase"],
        folder: folder.path)
    }
    let run = try call("run")
    #expect(run.status == (succeeds ? 3 : 6), "\(run.text)\(run.errorText)")
    _ = try call("doctor")
    _ = try call("upload", "outbox", "\(address)", "-i", server.files.userKey, "--known-hosts", server.files.knownHosts)
    let log = String(decoding: try folder.read("log"), as: UTF8.self)
    #expect(!log.contains(Self.planted), "\(log)")
    #expect(!run.errorText.contains(Self.planted), "\(run.errorText)")
    // It does say what happened.
    for word in ["begun", "ended"] + (succeeds ? ["record refused", "debug"] : []) {
      #expect(log.contains(word), "\(word): \(log)")
    }
    let lines = log.split(separator: "\n")
    #expect(lines.allSatisfy { $0.contains("run=") || $0.contains("\"run\":") })
    #expect(!succeeds || lines.contains { $0.contains("chat/A-1") && $0.contains("delivered") }, "\(log)")
  }
}
