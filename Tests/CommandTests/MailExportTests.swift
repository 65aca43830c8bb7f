import Foundation
import TestSupport
import Testing

/// A folder of `.eml` files becomes the vendor's e-mail threads: the example of docs/mapping.md.
@Suite struct MailExportTests {
  @Test func exampleMails_becomeOneThread() throws {
    let work = try TemporaryFolder()
    let nightferry = builtProgram("nightferry")
    let result = try runCommand(
      nightferry, ["export", "--config", "\(ExampleDumpTests.root)/examples/mail.json5"],
      environment: ["NF_WORK": work.path])
    if result.errorText.contains("libgmime") { return }
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    let file = work.path + "/outbox/email/q1@example.net.csv"
    let found = FileManager.default.subpaths(atPath: work.path + "/outbox") ?? []
    let path = found.first { $0.hasSuffix("q1@example.net.csv") }.map { "\(work.path)/outbox/\($0)" } ?? file
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\r\n").count == 4)
    #expect(text.contains("Frage zur Gebühr"))
    #expect(text.contains("It is 5 € a year."))
    #expect(!text.contains("\"\"text\"\":\"\"It is 5 € a year.tracking"))
    #expect(text.contains("\"\"is_inbound\"\":true") && text.contains("\"\"is_inbound\"\":false"))
    let valid = try runCommand(nightferry, ["validate", path, "--kind", "email"])
    #expect(valid.status == 0, "\(valid.text)")
  }
}
