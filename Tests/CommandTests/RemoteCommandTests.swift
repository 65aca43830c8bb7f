import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `nightferry ls`, `get` and `rm` as processes, against a real server.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct RemoteCommandTests {
  let nightferry = builtProgram("nightferry")
  let folder: TemporaryFolder
  let server: PrivateSSHD

  init() throws {
    folder = try TemporaryFolder()
    server = try PrivateSSHD()
    for name in ["voice/a.mp3", "voice/a.csv", "b.csv"] { try folder.write("contents of \(name)", to: "out/\(name)") }
    #expect(try call("upload", folder.file("out"), address("/~/in")).status == 0)
  }

  private func address(_ path: String) -> String { "sftp://\(server.user)@127.0.0.1:\(server.port)\(path)" }

  private func call(_ arguments: String...) throws -> CommandResult {
    let login = ["-i", server.files.userKey, "--known-hosts", server.files.knownHosts]
    return try runCommand(nightferry, arguments + login, folder: folder.path)
  }

  @Test func ls_listsByName_andAllBelow() throws {
    #expect(try call("ls", address("/~/in")).text == "b.csv\nvoice/\n")
    #expect(try call("ls", "-R", address("/~/in")).text == "b.csv\nvoice/\nvoice/a.csv\nvoice/a.mp3\n")
    #expect(try call("ls", "-l", address("/~/in/b.csv")).text.contains(" 17 "))
    let json = try call("ls", "--format", "json", address("/~/in")).text
    #expect(json.contains(#""name":"b.csv","kind":"file","size":17"#), "\(json)")
  }

  @Test func ls_ofWhatIsNotThere_exits2() throws {
    let result = try call("ls", address("/~/nowhere"))
    #expect(result.status == 2 && result.errorText.contains("nowhere"), "\(result.status) \(result.errorText)")
  }

  @Test func verbose_saysServerProfileAndAlgorithms() throws {
    let words = try call("ls", "-v", address("/~/in")).errorText
    #expect(words.contains("profile openssh") && words.contains("SSH-2.0-OpenSSH"), "\(words)")
    #expect(words.contains("posix-rename@openssh.com") && words.contains("curve25519-sha256"), "\(words)")
  }

  @Test func get_fetchesAFolder_andLeavesNothingElse() throws {
    let refused = try call("get", address("/~/in"), "copy")
    #expect(refused.status == 2 && refused.errorText.contains("--recursive"))
    #expect(try call("get", "-r", address("/~/in"), "copy").status == 0)
    #expect(try runCommand("/usr/bin/diff", ["-r", folder.file("out"), folder.file("copy")]).text == "")
    #expect(try Folder.names(in: folder.file("copy")).sorted() == ["b.csv", "voice"])
    #expect(try call("get", address("/~/in/b.csv")).status == 0)
    #expect(try folder.read("b.csv") == Array("contents of b.csv".utf8))
  }

  @Test func get_ofLongNamesThatBeginAlike_keepsThemApart() throws {
    let stem = String(repeating: "n", count: 120)
    for number in 0..<8 { try folder.write("number \(number)", to: "long/\(stem)\(number).csv") }
    #expect(try call("upload", folder.file("long"), address("/~/long")).status == 0)
    #expect(try call("get", "-r", address("/~/long"), "again").status == 0)
    #expect(try runCommand("/usr/bin/diff", ["-r", folder.file("long"), folder.file("again")]).text == "")
  }

  @Test func rm_removesWhatItIsToldTo() throws {
    #expect(try call("rm", address("/~/in/voice")).status == 2)
    #expect(try call("rm", address("/~/in/b.csv")).status == 0)
    #expect(try Folder.names(in: "\(server.area)/in") == ["voice"])
    #expect(try call("rm", address("/~/in/b.csv")).status == 2)
    #expect(try call("rm", "-f", address("/~/in/b.csv")).status == 0)
    #expect(try call("rm", "-r", address("/~/in")).status == 0)
    #expect(try Folder.names(in: server.area).filter { !$0.hasPrefix(".") } == [])
  }
}
