import Files
import Foundation
import TestSupport
import Testing

/// The log, colours and topics that every command has.
@Suite struct LogTests {
  let nightferry = builtProgram("nightferry")
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("name\nAda\n", to: "people.csv")
  }

  private func run(_ arguments: [String], _ environment: [String: String?] = [:]) throws -> CommandResult {
    try runCommand(nightferry, arguments, environment: environment, folder: folder.path)
  }

  private func objects(_ text: String) throws -> [[String: String]] {
    try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
    }
  }

  @Test func everyLine_hasTimeLevelAndTheRunsID() throws {
    let result = try run(["preview", "people.csv", "--log-level", "debug", "--log-format", "json"])
    let lines = try objects(result.errorText)
    #expect(lines.map { $0["message"] } == ["begun", "ended"])
    #expect(Set(lines.map { $0["run"] ?? "" }).count == 1)
    #expect(
      lines.allSatisfy { $0["time"]?.hasSuffix("Z") == true && $0["level"] == "info" && $0["command"] == "preview" })
    #expect(lines.last?["exit_code"] == "0")
    let text = try run(["preview", "people.csv", "-v"]).errorText
    #expect(text.contains(" info begun run=") && text.contains("command=preview exit_code=0\n"), "\(text)")
  }

  @Test func failure_isOneLineOfJSON_withItsCode() throws {
    let result = try run(["preview", "none.csv", "--log-format", "json"])
    let lines = try objects(result.errorText)
    #expect(lines.last?["level"] == "error")
    #expect(lines.last?["error"]?.hasPrefix("NF1") == true, "\(result.errorText)")
  }

  @Test func withoutOptions_nothingIsLogged() throws {
    #expect(try run(["preview", "people.csv"]).errorText == "")
  }

  @Test func fullFile_isMovedAside() throws {
    for _ in 0..<12 { _ = try run(["preview", "people.csv", "--log-file", "log", "--log-max-size", "300"]) }
    let names = try Folder.names(in: folder.path).filter { $0.hasPrefix("log") }.sorted()
    #expect(names == ["log", "log.1", "log.2", "log.3", "log.4", "log.5"])
    for name in names {
      let status = try FileStatus.of(folder.file(name))
      #expect(status.mode == 0o600 && status.size <= 300)
    }
    let refused = try run(["preview", "people.csv", "--log-file", "no/folder/log"])
    #expect(refused.status == 2 && refused.errorText.contains("no/folder/log"))
  }

  /// A log never stops the work, and one that is not whole does not pass for whole.
  @Test func fileThatTakesNoLine_isToldOf() throws {
    let result = try run(["preview", "people.csv", "--log-file", "/dev/full"])
    #expect(result.status == 0)
    #expect(result.errorText == "nightferry: the log /dev/full is not whole: No space left on device\n")
  }

  /// The journal is what `JOURNAL_STREAM` names by device and inode, not whoever inherits the variable.
  @Test func journal_getsPriorities() throws {
    let script = """
      export JOURNAL_STREAM=$(stat -L -c %d:%i journal); "$0" preview none.csv --log-level info 2>>journal
      "$0" preview none.csv 2>>other
      """
    try folder.write("", to: "journal")
    _ = try runCommand("/bin/sh", ["-c", script, nightferry], folder: folder.path)
    let journal = String(decoding: try folder.read("journal"), as: UTF8.self).split(separator: "\n")
    #expect(journal.first?.hasPrefix("<6>info begun run=") == true, "\(journal)")
    #expect(journal.contains { $0.hasPrefix("<3>nightferry: ") })
    #expect(journal.allSatisfy { $0.hasPrefix("<") })
    #expect(String(decoding: try folder.read("other"), as: UTF8.self).hasPrefix("nightferry: "))
  }

  @Test(arguments: ["mapping", "sftp", "exit-codes", "schemas"])
  func topics(_ name: String) throws {
    let page = try run(["help", name])
    #expect(page.status == 0 && page.text.split(separator: "\n").count > 8)
    #expect(try run(["--help"]).text.contains("  \(name)"))
  }

  @Test func wrongTopic_namesTheNearest() throws {
    let result = try run(["help", "maping"])
    #expect(result.status == 2 && result.errorText.contains("mapping"), "\(result.errorText)")
  }

  @Test func noColor_isTakenByEveryCommand() throws {
    #expect(try run(["preview", "people.csv", "--no-color"]).status == 0)
    #expect(try run(["config", "show", "--no-color"]).status == 2)
  }
}
