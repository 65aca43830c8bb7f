import Foundation
import TestSupport
import Testing

/// The example dump is what its script makes.
@Suite struct ExampleDumpTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let python = findProgram("python3")
  static let speaks = findProgram("espeak-ng") != nil && findProgram("lame") != nil

  static let tables = [
    "affiliates.csv", "agents.csv", "calls.csv", "contacts.csv", "emails.csv", "messages.csv", "properties.csv",
  ]

  @Test(.enabled(if: python != nil, "python3 is not installed"))
  func script_makesTheTablesByteForByte() throws {
    let folder = try makeDump()
    for name in Self.tables {
      let made = try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
      let kept = try Data(contentsOf: URL(fileURLWithPath: "\(Self.root)/examples/crm-dump/\(name)"))
      #expect(made == kept, "\(name) differs; run examples/make-dump")
    }
  }

  @Test(.enabled(if: python != nil && speaks, "espeak-ng or lame is not installed"))
  func script_makesTheRecordingsByteForByte() throws {
    let folder = try makeDump()
    let recordings = "\(Self.root)/examples/crm-dump/recordings"
    let names = try FileManager.default.contentsOfDirectory(atPath: recordings)
    #expect(names.count == 12)
    var total = 0
    for name in names {
      let made = try Data(contentsOf: URL(fileURLWithPath: folder.file("recordings/\(name)")))
      let kept = try Data(contentsOf: URL(fileURLWithPath: "\(recordings)/\(name)"))
      #expect(made == kept, "\(name) differs")
      total += kept.count
    }
    #expect(total < 1_000_000)
  }

  private func makeDump() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let result = try runCommand(
      try #require(Self.python), ["\(Self.root)/examples/make-dump", folder.path],
      environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    #expect(result.status == 0, "\(result.errorText)")
    return folder
  }
}
