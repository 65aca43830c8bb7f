import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// What fetches and what writes folders is killed at random instants and run again: what has its name is whole at every
/// instant, and in the end all is there and nothing else.
@Suite(.serialized, .enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct KilledFetchTests {
  private let server: PrivateSSHD
  private let folder: TemporaryFolder
  private let kills = KilledProgram.kills / 2

  init() throws {
    server = try PrivateSSHD()
    folder = try TemporaryFolder()
    let message = #""{""author"":""a"",""text"":""hi"",""timestamp"":""2026-01-01T10:00:00Z"",""is_inbound"":true}""#
    for number in 1...60 {
      let text =
        "id,unit_id,agent_id,client_id,organization_id,language,timestamp,subject,message,metadata\r\n"
        + String(
          repeating: "c\(number),u,a,k,o,en,2026-01-01T10:00:00Z,,\(message),{}\r\n", count: number * 20)
      try put(Array(text.utf8), "chat/c\(number).csv")
    }
    var block = [UInt8](repeating: 0, count: 1 << 20)
    for index in block.indices { block[index] = UInt8.random(in: 0...255) }
    for number in 1...3 { try put((0..<number * 4).flatMap { _ in block }, "voice/call-\(number).mp3") }
  }

  private func put(_ bytes: [UInt8], _ name: String) throws {
    let path = "\(server.area)/\(name)"
    try Folder.make(Folder.parent(of: path) ?? ".")
    try AtomicFile.write(bytes.span, to: path)
  }

  private var login: [String] { ["-i", server.files.userKey, "--known-hosts", server.files.knownHosts] }
  private var address: String { "sftp://\(server.user)@\(server.host):\(server.port)\(server.area)" }

  @Test func get_isGoneOnWith() throws {
    let target = folder.file("copy")
    try KilledProgram.runAgainAndAgain(["get", "-r", address, target] + login, kills: kills) {
      try Folder.removeTree(target)
    } check: { isDone in
      // Files that are there under their names are the server's; those on their way are hidden.
      let difference = try runCommand("/usr/bin/diff", ["-r", "-x", ".nightferry-get", server.area, target]).text
      let lines = difference.split(separator: "\n")
      #expect(lines.allSatisfy { $0.hasPrefix("Only in \(server.area)") && !isDone }, "\(difference)")
      if isDone { #expect(try Folder.names(in: target).sorted() == ["chat", "voice"]) }
    }
  }

  @Test(arguments: ["sqlite", "jsonl"])
  func import_makesItsOutputWholeOrNotAtAll(_ format: String) throws {
    let place = folder.file("place-\(format)")
    try Folder.make(place)
    let output = "\(place)/records"
    let arguments = ["import", address, "--to", format, "--output", output] + login
    try KilledProgram.runAgainAndAgain(arguments, kills: kills) {
      try Folder.removeTree(place)
      try Folder.make(place)
    } check: { isDone in
      let isThere = try Folder.names(in: place).contains("records")
      #expect(isThere || !isDone)
      if isThere { #expect(try messages(format, output) == 60 * 61 / 2 * 20) }
      // One that was killed behind its last step has its output, and would be told so.
      if isThere, !isDone { try remove(output) }
      if isDone { #expect(try Folder.names(in: place) == ["records"]) }
    }
  }

  /// A database is a file, JSON Lines are a folder.
  private func remove(_ output: String) throws {
    if try FileStatus.of(output).kind == .folder {
      try Folder.removeTree(output)
    } else {
      try Folder.removeFile(output)
    }
  }

  private func messages(_ format: String, _ output: String) throws -> Int? {
    if format == "sqlite" {
      return Int(try runCommand("/usr/bin/sqlite3", [output, "SELECT count(*) FROM messages"]).text.dropLast())
    }
    return try FileDescriptor.contents(of: "\(output)/messages.jsonl").count { $0 == 0x0A }
  }

  @Test func evidence_isWholeOrNotThere() throws {
    let ledger = folder.file("ledger")
    let sent = try runCommand(
      builtProgram("nightferry"), ["upload", "\(server.area)", folder.file("target"), "--ledger", ledger])
    #expect(sent.status == 0, "\(sent.errorText)")
    let place = folder.file("place")
    try Folder.make(place)
    let evidence = "\(place)/evidence"
    try KilledProgram.runAgainAndAgain(["history", "--ledger", ledger, "--export", evidence], kills: kills) {
      try Folder.removeTree(evidence)
    } check: { isDone in
      let isThere = try Folder.names(in: place).contains("evidence")
      #expect(isThere || !isDone)
      if isThere {
        let sums = try runCommand(
          "/usr/bin/sha256sum", ["--strict", "--quiet", "-c", "manifest-sha256.txt"], folder: evidence)
        #expect(sums.status == 0, "\(sums.errorText)")
      }
      if isThere, !isDone { try Folder.removeTree(evidence) }
      if isDone { #expect(try Folder.names(in: place) == ["evidence"]) }
    }
  }
}
