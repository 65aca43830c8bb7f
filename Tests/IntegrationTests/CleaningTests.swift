import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `nightferry upload --clean` on a real server: what our own uploads left goes, and nothing else does.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct CleaningTests {
  let folder: TemporaryFolder
  let server: PrivateSSHD
  /// The folder on the server that the calls go to.
  let voice: String

  init() throws {
    folder = try TemporaryFolder()
    server = try PrivateSSHD()
    voice = "\(server.area)/in/voice"
    for name in ["voice/a.mp3", "voice/a.csv", "voice/b.mp3", "voice/b.csv"] {
      try folder.write(name, to: "out/\(name)")
    }
  }

  private func upload(_ more: String...) throws -> CommandResult {
    try runCommand(
      builtProgram("nightferry"),
      [
        "upload", folder.file("out"), "sftp://\(server.user)@127.0.0.1:\(server.port)\(server.area)/in", "--format",
        "json", "-i", server.files.userKey, "--known-hosts", server.files.knownHosts, "--retries", "0",
      ] + more, environment: ["SSH_AUTH_SOCK": nil], folder: folder.path)
  }

  /// What was to be delivered has arrived, whatever comes of the cleaning.
  @Test func foldersThatMayNotBeListed_doNotHideTheDelivery() throws {
    let server = try PrivateSSHD(lines: ["Subsystem sftp internal-sftp -P opendir"])
    let result = try runCommand(
      builtProgram("nightferry"),
      [
        "upload", folder.file("out"), "sftp://\(server.user)@127.0.0.1:\(server.port)\(server.area)/in", "--clean",
        "-i", server.files.userKey, "--known-hosts", server.files.knownHosts,
      ], environment: ["SSH_AUTH_SOCK": nil], folder: folder.path)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(result.text.contains("voice"))
    #expect(
      result.errorText.contains("leftovers may still be there:") && result.errorText.contains("cannot list the folder"),
      "\(result.errorText)")
  }

  private func put(_ names: [String]) throws {
    for name in names { try AtomicFile.write("left".utf8.span, to: "\(voice)/\(name)") }
  }

  /// The token in the ledger's temporary names.
  private func token() throws -> String {
    try runCommand("/usr/bin/sqlite3", [folder.file("ledger"), "select token from parcels limit 1"]).text
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static let files = ["a.csv", "a.mp3", "b.csv", "b.mp3"]

  /// Names that look nearly like ours.
  private func others(_ token: String) -> [String] {
    [
      ".a.mp3.part", ".a.mp3.\(token)", ".a.mp3.\(token).part~", ".a.mp3.\(token).part.bak", "a.mp3.\(token).part",
      ".a.mp3.xx\(token.dropFirst(2)).part", ".a.mp3.NF\(token.dropFirst(2)).part", ".a.mp3.\(token)0.part",
      ".a.mp3.\(token.dropLast()).part", ".a.mp3.nf00000000000g.part", ".\(token).part", "notes.txt", ".hidden",
    ]
  }

  @Test func withALedger_onlyItsOwnTokensGo() throws {
    #expect(try upload("--ledger", "ledger").status == 0)
    let token = try token()
    let strangers = others(token) + [".a.mp3.nf0123456789ab.part", ".a.mp3.nc0123456789ab.part"]
    let ours = [".a.mp3.\(token).part", ".b.csv.nc\(token.dropFirst(2)).part"]
    try put(strangers + ours)
    // A folder is nobody's leftover, whatever its name.
    try Folder.make("\(voice)/.b.mp3.\(token).part")
    let cleaned = try upload("--ledger", "ledger", "--clean")
    #expect(cleaned.status == 0, "\(cleaned.errorText)")
    for name in ours { #expect(cleaned.text.contains("voice/\(name)"), "\(cleaned.text)") }
    let left = try Folder.names(in: voice)
    #expect(Set(left) == Set(strangers + Self.files + [".b.mp3.\(token).part"]), "\(left)")
    for name in strangers { #expect(try FileDescriptor.contents(of: "\(voice)/\(name)") == Array("left".utf8)) }
  }

  @Test func withoutALedger_onlyWhatStandsBesideItsFileGoes() throws {
    let token = "nf0123456789ab"
    let strangers = others(token) + [".c.mp3.\(token).part", ".a.MP3.\(token).part"]
    let ours = [".a.mp3.\(token).part", ".b.csv.nf00aa00aa00aa.part"]
    #expect(try upload().status == 0)
    try put(strangers + ours)
    let cleaned = try upload("--clean")
    #expect(cleaned.status == 0, "\(cleaned.errorText)")
    let left = try Folder.names(in: voice)
    #expect(Set(left) == Set(strangers + Self.files), "\(left)")
  }

  /// What has not arrived in this run is on its way: the next one goes on with it.
  @Test func whatIsOnItsWay_stays() throws {
    // A folder in the place of b.csv keeps that call from being published. Others may write beside it.
    try Folder.make("\(voice)/b.csv")
    _ = try runCommand("/bin/chmod", ["-R", "777", "\(server.area)/in"])
    let first = try upload("--ledger", "ledger", "--clean")
    #expect(first.status == 4, "\(first.text)\(first.errorText)")
    let token = try token()
    let waiting = try Folder.names(in: voice).filter { $0.hasPrefix(".b.") }
    #expect(waiting.contains(".b.csv.\(token).part"), "\(waiting)")
    #expect(try runCommand("/bin/rmdir", ["\(voice)/b.csv"]).status == 0)
    let second = try upload("--ledger", "ledger", "--clean")
    #expect(second.status == 0, "\(second.errorText)")
    #expect(try Folder.names(in: voice).sorted() == Self.files)
    #expect(try runCommand("/usr/bin/diff", ["-r", folder.file("out"), "\(server.area)/in"]).text == "")
  }
}
