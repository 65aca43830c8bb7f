import Bytes
import Delivery
import Foundation
import Schema
import Sedric
import TestSupport
import Testing

@testable import Nightly

/// What `report.json` is declared to hold and what it holds.
@Suite struct ReportSchemaTests {
  private static let schemaPath = "\(Judges.root)/schemas/nightferry.report.schema.json"

  @Test func schemaFile_isWhatIsPrinted() throws {
    let stored = try String(contentsOfFile: Self.schemaPath, encoding: .utf8)
    #expect(
      stored == RunReport.schema.printed(as: .jsonSchema),
      "stale: nightferry schema report > schemas/nightferry.report.schema.json")
  }

  @Test func fullReport_keepsToItsDeclaration_andHasEveryMember() throws {
    let json = Self.full.json()
    let item = Field("", .object(RunReport.schema.fields), summary: "", example: "")
    var checker = CellChecker(SchemaPlan([item]))
    checker.checkItem(json.span, 0)
    #expect(checker.findings.isEmpty)
    let parsed = try JSONSerialization.jsonObject(with: Data(json.span.array()))
    expectAll(RunReport.schema.fields, in: try #require(parsed as? [String: Any]), at: "")
  }

  @Test(.enabled(if: Judges.areInstalled, "check-jsonschema is not installed; run make setup-ci"))
  func fullReport_isValidForCheckJSONSchema_andNotWithAForeignMember() throws {
    let folder = try TemporaryFolder()
    let text = Self.full.json().span.array()
    try folder.write(text, to: "good.json")
    try folder.write(Array("{\"foreign\":1,".utf8) + text.dropFirst(), to: "bad.json")
    for (name, status) in [("good.json", 0), ("bad.json", 1)] as [(String, Int32)] {
      let result = try runCommand(
        "\(Judges.root)/.venv/bin/check-jsonschema", ["--schemafile", Self.schemaPath, folder.file(name)])
      #expect(result.status == status, "\(result.text)")
    }
  }

  /// Every declared member stands in the report somewhere.
  private func expectAll(_ fields: [Field], in object: [String: Any], at path: String) {
    for field in fields {
      let value = object[field.name]
      #expect(value != nil, "\(path)\(field.name) is declared and never written")
      if case .object(let members, _) = field.type, let inner = value as? [String: Any] {
        expectAll(members, in: inner, at: "\(path)\(field.name).")
      }
      if case .list(let item) = field.type, case .object(let members, _) = item.type {
        guard let first = (value as? [[String: Any]])?.first else {
          Issue.record("\(path)\(field.name) has no items")
          continue
        }
        expectAll(members, in: first, at: "\(path)\(field.name)[].")
      }
    }
  }

  private static var full: RunReport {
    var report = RunReport(
      version: "1", started: Timestamp(seconds: 1_700_000_000), finished: Timestamp(seconds: 1_700_000_090),
      configuration: "nightferry.json5", dump: "dump", outbox: "outbox", rejectsFolder: "rejects")
    report.run = 7
    report.exitCode = 4
    report.failure = "the line was cut"
    var kind = KindReport(kind: "chat")
    kind.counts.read = 3
    kind.counts.rejectsByError = ["type-error": 1]
    report.kinds = [kind]
    report.rejects = [
      RejectedRecord(
        kind: "chat", id: "c-1", file: "messages.csv", line: 3, error: "type-error", field: "timestamp",
        reason: "timestamp is not a time")
    ]
    var destination = DestinationReport(name: "vendor", address: "sftp://nf@sftp.example.com/")
    destination.server = ReachedServer(
      banner: "SSH-2.0-example", hostKey: "ssh-ed25519 SHA256:example", transport: "libssh 0.10.6", roundTrip: 0.02)
    destination.throughput.end(seconds: 1.5, bytes: 1000)
    destination.slowest = [SlowParcel(kind: "chat", id: "c-1", bytes: 1000, seconds: 1.5)]
    destination.stopped = "the line was cut"
    destination.readBackReason = "the server gives this user no shell"
    destination.problems = [DestinationReport.Problem(kind: "chat", id: "c-1", reason: "not tried")]
    report.destinations = [destination]
    var lists = SyncReport.Destination(name: "vendor", address: "sftp://nf@sftp.example.com/")
    lists.stopped = RemoteFailure(.unreachable, message: "cannot connect")
    lists.refusal = "3 of 10 affiliates would vanish"
    lists.failures = ["affiliates/affiliates.json: not tried"]
    lists.changes = [ListChanges(.affiliates, from: [], to: [])]
    lists.comparedWith = [("affiliates", "server")]
    report.lists = SyncReport(
      problems: [
        ListProblem(rule: "foreign-key", kind: "properties", place: "properties.csv line 3", note: "no such affiliate")
      ], destinations: [lists])
    return report
  }
}
