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
    for reject in summary.rejects {
    }
    let check = try runCommand("/usr/bin/sha256sum", ["--quiet", "-c", "manifest-sha256.txt"], folder: summary.outbox)
    #expect(check.status == 0, "\(check.errorText)")
  }
}
