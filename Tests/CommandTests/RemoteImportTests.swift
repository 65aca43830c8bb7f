import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `nightferry get` with filters and `nightferry import sftp://…` as processes, against a real server.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct RemoteImportTests {
  private let nightferry = builtProgram("nightferry")
  private let folder: TemporaryFolder
  private let server: PrivateSSHD
  private let affiliates = """
    [
      {"external_affiliate_id":"a1","affiliate_name":"One","affiliate_manager":"Kim","registration_country":"France",\
    "regulations":["FCA"],"scanning_frequency":"@daily"}
    ]

    """

  init() throws {
    folder = try TemporaryFolder()
    server = try PrivateSSHD()
    for (name, text) in [
      ("affiliates/affiliates.json", affiliates), ("results/scores-1.csv", "id,score\na,1\n"),
      ("results/scores-2.csv", "id,score\nb,2.5\n"), ("results/call.mp3", "no recording"),
      ("torn/affiliates.json", "[{"),
    ] {
      try Folder.make("\(server.area)/\(name.prefix { $0 != "/" })")
      try AtomicFile.write(text.utf8.span, to: "\(server.area)/\(name)")
    }
  }

  private func address(_ path: String) -> String { "sftp://\(server.user)@127.0.0.1:\(server.port)/~/\(path)" }

  private func call(_ arguments: String...) throws -> CommandResult {
    let login = ["-i", server.files.userKey, "--known-hosts", server.files.knownHosts]
    return try runCommand(nightferry, arguments + login, folder: folder.path)
  }

  @Test func import_readsWhatTheServerHas_andLeavesNothingBehind() throws {
    let result = try call("import", address("affiliates"), "--output", "out.sqlite")
    #expect(result.status == 0 && result.text.contains("affiliates: 1 records"), "\(result.text)\(result.errorText)")
    #expect(try Folder.names(in: folder.path) == ["out.sqlite"])
    let again = try call("import", address("affiliates"), "--output", "out.sqlite")
    #expect(again.status == 2 && again.errorText.contains("--force"), "\(again.errorText)")
  }

  @Test func import_ofResults_saysTheTypes_andDoesNotFetchRecordings() throws {
    let result = try call("import", "--results", address("results"), "--to", "csv", "--output", "tables")
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    #expect(result.text.contains("scores: 2 records") && result.text.contains("scores.score: number"), "\(result.text)")
    #expect(result.errorText.contains("2 files") && result.errorText.contains("1 left out"), "\(result.errorText)")
    let table = String(decoding: try folder.read("tables/scores.csv"), as: UTF8.self)
    #expect(table.hasPrefix("id,score,source_file\r\na,1,"), "\(table)")
    let kept = try call("import", "--results", address("results"), "--fetch-to", "kept", "--output", "scores.sqlite")
    #expect(kept.status == 0, "\(kept.text)\(kept.errorText)")
    #expect(try Folder.names(in: folder.file("kept")) == ["call.mp3", "scores-1.csv", "scores-2.csv"])
  }

  @Test func import_namesARefusedFile_asItIsOnTheServer() throws {
    let result = try call("import", address("."), "--include", "*.json", "--output", "out", "--to", "jsonl")
    #expect(result.status == 3, "\(result.text)\(result.errorText)")
    #expect(result.errorText.contains("\(address("."))/torn/affiliates.json"), "\(result.errorText)")
    #expect(try Folder.names(in: folder.file("out")) == ["affiliates.jsonl"])
  }

  @Test func get_choosesFiles_andReplacesNothingUnasked() throws {
    let chosen = try call("get", "-r", address("."), "copy", "--include", "*.csv", "--exclude", "*-2.csv")
    #expect(chosen.status == 0, "\(chosen.errorText)")
    #expect(try Folder.names(in: folder.file("copy")) == ["results"])
    #expect(try Folder.names(in: folder.file("copy/results")) == ["scores-1.csv"])
    try folder.write("mine", to: "copy/results/scores-1.csv")
    let refused = try call("get", "-r", address("."), "copy", "--only", "voice")
    #expect(refused.status == 3 && refused.errorText.contains("--force"), "\(refused.errorText)")
    #expect(try call("get", "-r", address("."), "copy", "--force").status == 0)
    #expect(try folder.read("copy/results/scores-1.csv") == Array("id,score\na,1\n".utf8))
    let broken = try call("get", "-r", address("."), "copy", "--include", "[a")
    #expect(broken.status == 2 && broken.errorText.contains("--include"), "\(broken.errorText)")
  }
}
