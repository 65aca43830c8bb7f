import Bytes
import Files
import Foundation
import TestSupport
import Testing

@testable import Nightly

/// The example dump of this repository, exported.
@Suite struct ExampleExportTests {
  let folder: TemporaryFolder
  let configuration: Configuration

  init() throws {
    folder = try TemporaryFolder()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    configuration = try Configuration(
      path: "\(root)/examples/nightferry.json5", environment: ["NF_WORK": folder.path, "HOME": "/nonexistent"])
  }

  @Test func everyRecord_isAccountedFor_andTheBadOnesAreRejected() throws {
    let summary = try Exporter(configuration).run()
    for kind in summary.kinds { #expect(kind.counts.isBalanced, "\(kind)") }
    let rejects = summary.rejects.map { "\($0.kind) \($0.line) \($0.error) \($0.field ?? "")" }
    #expect(
      rejects == [
        "voice 6 pair-missing-audio audio", "voice 10 constraint-error id", "voice 12 duplicate-id id",
        "voice 14 type-error timestamp", "voice 19 encoding-error campaign",
        "properties 13 foreign-key external_affiliate_id_reference",
      ])
    #expect(summary.kinds.map(\.counts.parcels) == [12, 30, 25, 1, 1])
    let check = try runCommand("/usr/bin/sha256sum", ["--quiet", "-c", "manifest-sha256.txt"], folder: summary.outbox)
    #expect(check.status == 0, "\(check.errorText)")
  }
}
