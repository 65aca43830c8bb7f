import Files
import Foundation
import TestSupport
import Testing

/// `nightferry run` where the configuration has `lists`: affiliates and properties go exactly as `sync` sends them.
@Suite struct RunListsTests {
  @Test(arguments: ListWork.Server.available)
  func lists_goAsSyncSendsThem_splitAndGuarded(_ server: ListWork.Server) throws {
    let work = try ListWork(server, lists: "{ splitBy: \"regulation\" }")
    let dry = try work.nightferry("run", "--dry-run")
    #expect(dry.status == 0 && dry.text.contains("affiliates"), "\(dry.text)\(dry.errorText)")
    #expect(try work.remoteState() == [])
    let run = try work.nightferry("run")
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    let names = try work.remoteState().map { $0.prefix { $0 != " " } }
    #expect(
      names == [
        "affiliates/affiliates-Cysec.json", "affiliates/affiliates-FCA.json", "properties/properties-Cysec.json",
        "properties/properties-FCA.json",
      ])
    let state = try work.remoteState()
    let sync = try work.nightferry("sync")
    #expect(sync.status == 0 && sync.text.contains("Nothing has changed"), "\(sync.text)")
    #expect(try work.nightferry("run").status == 0)
    #expect(try work.remoteState() == state)
    try work.write(affiliates: 5)
    let refused = try work.nightferry("run")
    #expect(refused.status == 3 && refused.text.contains("lists.maxRemoved"), "\(refused.text)\(refused.errorText)")
    #expect(try work.remoteState() == state)
  }

  @Test(
    .enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)), arguments: ["run", "sync"])
  func aServerThatIsGone_stopsItsOwnDestinationOnly(_ command: String) throws {
    let work = try ListWork(.sshd)
    try work.addDestination("gone", url: "sftp://company@127.0.0.1:1/")
    let result = try work.nightferry(command)
    #expect(result.status == 6, "\(result.text)\(result.errorText)")
    #expect(result.text.contains("stopped: cannot connect to 127.0.0.1 port 1"), "\(result.text)")
    #expect(try work.list("affiliates/affiliates.json").count == 10)
    #expect(try work.list("properties/properties.json").count == 20)
    #expect(command == "run" || result.errorText.contains("(NF2001)"), "\(result.errorText)")
    let report = try work.json(command)
    let destinations = ((report["lists"] as? [String: Any]) ?? report)["destinations"] as? [[String: Any]] ?? []
    #expect(destinations.map { $0["name"] as? String } == ["gone", "vendor"])
    #expect(destinations.map { $0["stopped"] != nil } == [true, false])
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func aListWithoutItsTable_isFoundBeforeAnythingIsSent() throws {
    let night = try NightWork()
    let configuration = String(decoding: try night.folder.read("nightferry.json5"), as: UTF8.self)
    try night.folder.write(
      configuration.replacing("  exports: {", with: "  lists: {}, exports: {"), to: "nightferry.json5")
    try Folder.removeFile(night.folder.file("crm-dump/affiliates.csv"))
    let result = try night.nightferry("run")
    #expect(result.status == 2 && result.errorText.contains("affiliates"), "\(result.text)\(result.errorText)")
    #expect(try night.remoteState() == "")
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func aRunForSomeRecordsOnly_leavesListsAlone_andAReportCountsThem() throws {
    let work = try ListWork(.sshd)
    #expect(try work.nightferry("run", "--id", "A1").status == 0)
    #expect(try work.remoteState() == [])
    let report = try work.json("run")
    let lists = try #require(report["lists"] as? [String: Any])
    let destination = try #require((lists["destinations"] as? [[String: Any]])?.first)
    #expect(destination["files_sent"] as? Int == 2)
    let changes = try #require(destination["changes"] as? [[String: Any]])
    #expect(changes.map { $0["added"] as? Int } == [10, 20])
    #expect((report["kinds"] as? [Any])?.isEmpty == true)
    // A mistake in a list keeps the lists back, and is told of.
    try work.edit("properties.csv", "Website,A3\n", "Website,A99\n")
    let state = try work.remoteState()
    let mistaken = try work.nightferry("run")
    #expect(mistaken.status == 3 && mistaken.text.contains("A99"), "\(mistaken.text)\(mistaken.errorText)")
    #expect(try work.remoteState() == state)
  }
}
