import Foundation
import TestSupport
import Testing

/// What `nightferry export` makes, judged by frictionless and jsonschema with the schemas that are checked in.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "\(ExampleDumpTests.root)/.venv/bin/frictionless"),
    "frictionless is not installed; run make setup-ci"))
struct JudgedExportTests {
  private let nightferry = builtProgram("nightferry")

  @Test func example_isValidForAll() throws {
    let folder = try TemporaryFolder()
    let result = try runCommand(
      nightferry, ["export", "--config", "examples/nightferry.json5"], environment: ["NF_WORK": folder.path],
      folder: ExampleDumpTests.root)
    #expect(result.status == 3, "\(result.errorText)")
    #expect(try judge(folder.file("outbox")) > 60)
  }

  @Test func dumpOfTenThousandRecords_isValidForAll() throws {
    let folder = try TemporaryFolder()
    try GeneratedDump.write(to: folder)
    let result = try runCommand(nightferry, ["export", "--config", folder.file("nightferry.json5")], timeLimit: 120)
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    let files = try judge(folder.file("outbox"))
    #expect(files == 100 + 60 + 40 + 2)
    let own = try runCommand(nightferry, ["validate", folder.file("outbox")])
    #expect(own.status == 0, "\(own.text)")
    // And back: as many records as went in.
    let back = try runCommand(nightferry, ["import", folder.file("outbox"), "-o", folder.file("back.sqlite")])
    #expect(back.status == 0, "\(back.errorText)")
    for line in ["calls: 100", "chats: 60", "messages: 6000", "emails: 3000", "affiliates: 400", "properties: 500"] {
      #expect(back.text.contains("\(line) records"), "\(back.text)")
    }
  }

  /// Lets the others judge every file of an outbox; returns how many there were.
  private func judge(_ outbox: String) throws -> Int {
    var input = ""
    for kind in ["voice", "chat", "email", "affiliates", "properties"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(outbox)/\(kind)").sorted()
      where !name.hasSuffix(".mp3") {
        input += "\(kind)\t\(outbox)/\(kind)/\(name)\n"
      }
    }
    let root = ExampleDumpTests.root
    let result = try runCommand(
      "\(root)/.venv/bin/python", ["\(root)/scripts/judge-files"], input: Data(input.utf8), timeLimit: 120)
    #expect(result.status == 0, "\(result.errorText)")
    let verdicts = result.text.split(separator: "\n")
    for verdict in verdicts { #expect(verdict.contains("\tvalid"), "\(verdict)") }
    return verdicts.count
  }
}
