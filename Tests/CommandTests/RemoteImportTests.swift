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

  private func hidden(_ address: String) -> String {
    folder.file(".out.fetched-\(SHA256.hash(address.utf8.span).hexadecimal.prefix(12))")
  }

  /// What a call that was cut off has left is gone on with only where the server still has it, and as it is.
  @Test func import_takesNothingThatTheServerNoLongerHas() throws {
    let here = hidden(address("results"))
    for name in ["scores-2.csv", "scores-3.csv", "old/scores-4.csv"] {
      try Folder.make(Folder.parent(of: "\(here)/\(name)") ?? here)
      try AtomicFile.write("id,score\nz,9\n".utf8.span, to: "\(here)/\(name)")
    }
    let result = try call("import", "--results", address("results"), "--to", "csv", "--output", "out")
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    let table = String(decoding: try folder.read("out/scores.csv"), as: UTF8.self)
    #expect(table == "id,score,source_file\r\na,1,scores-1.csv\r\nb,2.5,scores-2.csv\r\n", "\(table)")
    #expect(try Folder.names(in: folder.path) == ["out"])
  }

  /// Whoever reads the fetched files has them until the end, not only while they are fetched.
  @Test func import_isNotBegun_whileAnotherReadsTheSameFiles() throws {
    let here = hidden(address("results"))
    try Folder.make(here)
    let lock = try FileDescriptor.open(here, .read)
    #expect(try lock.tryLock())
    let refused = try call("import", "--results", address("results"), "--to", "csv", "--output", "out")
    #expect(refused.status == 7 && refused.errorText.contains("another process"), "\(refused.errorText)")
    lock.unlock()
    #expect(try call("import", "--results", address("results"), "--to", "csv", "--output", "out").status == 0)
  }

  /// More refused files than are kept by name do not hide that the disk was full.
  @Test(.enabled(if: getuid() == 0 && findProgram("unshare") != nil, "needs root and unshare for a small disk"))
  func import_ontoAFullDisk_makesNothing_andGoesOnLater() throws {
    try Folder.make("\(server.area)/many")
    for number in 1...150 {
      try AtomicFile.write(
        "id\n\(String(repeating: "x", count: 20_000))\n".utf8.span, to: "\(server.area)/many/a-\(number).csv")
    }
    let disk = folder.file("disk")
    try Folder.make(disk)
    let script = "mount -t tmpfs -o size=1500k none '\(disk)' && \"$@\"; code=$?; ls '\(disk)'; exit $code"
    let result = try runCommand(
      "/usr/bin/env",
      ["unshare", "--mount", "sh", "-c", script, "sh", nightferry, "import", "--results", address("many")]
        + ["--to", "csv", "--output", "\(disk)/out", "-i", server.files.userKey]
        + ["--known-hosts", server.files.knownHosts], folder: folder.path)
    #expect(result.status == 4 && result.text.isEmpty, "\(result.text)\(result.errorText)")
    #expect(result.errorText.contains("is full"), "\(result.errorText)")
    #expect(result.errorText.split(separator: "\n").count < 8, "\(result.errorText)")
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
