import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `nightferry upload` as a process.
@Suite struct UploadCommandTests {
  let nightferry = builtProgram("nightferry")
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["voice/a.mp3", "voice/a.csv", "chat/b.csv"] { try folder.write(name, to: "out/\(name)") }
  }

  private func upload(_ arguments: String..., environment: [String: String?] = [:]) throws -> CommandResult {
    try runCommand(
      nightferry, ["upload", folder.file("out")] + arguments, environment: environment, folder: folder.path)
  }

  @Test func folderToFolder_andAgain() throws {
    let first = try upload("target", "--ledger", "ledger")
    #expect(first.status == 0, "\(first.errorText)")
    #expect(try runCommand("/usr/bin/diff", ["-r", folder.file("out"), folder.file("target")]).status == 0)
    let second = try upload("target", "--ledger", "ledger")
    #expect(second.status == 0)
    #expect(second.text.contains("0 B sent"))
  }

  @Test func configurationsLedger_isMadeWithItsFolder() throws {
    let configuration = """
      {
        dump: "dump", ledger: "work/ledger.sqlite",
        destinations: { gone: { url: "sftp://me@127.0.0.1:1/", password: { env: "NF_PASSWORD" } } },
        exports: { voice: { from: "calls", columns: { id: "id" }, audio: "file" } },
      }
      """
    try folder.write(configuration, to: "nightferry.json5")
    let result = try upload("--retries", "0", environment: ["SSH_AUTH_SOCK": nil, "NF_PASSWORD": "example"])
    #expect(result.status == 6, "\(result.errorText)")
    #expect(try Folder.names(in: folder.file("work")).contains("ledger.sqlite"))
  }

  @Test func fileThatTheManifestDoesNotName_isNotSent_andSaid() throws {
    let made = try runCommand(
      "/bin/sh", ["-c", "sha256sum chat/b.csv > manifest-sha256.txt"], folder: folder.file("out"))
    #expect(made.status == 0)
    let result = try upload("target")
    #expect(result.status == 0)
    #expect(result.errorText.contains("voice/a.csv and 1 more: not in manifest-sha256.txt"), "\(result.errorText)")
    #expect(try Folder.names(in: folder.file("target")) == ["chat"])
  }

  @Test func links_leadNobodyOut_andThoseToFoldersAreNamed() throws {
    unsafe symlink("..", folder.file("out/up"))
    let result = try upload("target")
    #expect(result.status == 0)
    #expect(result.errorText.contains("up: neither a file nor a folder, so not sent"), "\(result.errorText)")
    #expect(try !Folder.names(in: folder.file("target")).contains("up"))
    try folder.write("secret", to: "secret")
    unsafe symlink("../../secret", folder.file("out/voice/s.csv"))
    let refused = try upload("other")
    #expect(refused.status == 2)
    #expect(refused.errorText.contains("out/voice/s.csv: a link leads out of the folder"), "\(refused.errorText)")
    #expect(try !Folder.names(in: folder.path).contains("other"))
  }

  @Test func changedContents_exit3_untilReplaced() throws {
    #expect(try upload("target", "--ledger", "ledger").status == 0)
    try folder.write("other", to: "out/chat/b.csv")
    let refused = try upload("target", "--ledger", "ledger")
    #expect(refused.status == 3)
    #expect(refused.errorText.contains("chat/b: other contents were delivered"))
    #expect(refused.errorText.contains("--replace"))
    #expect(try folder.read("target/chat/b.csv") == Array("chat/b.csv".utf8))
    #expect(try upload("target", "--ledger", "ledger", "--replace").status == 0)
    #expect(try folder.read("target/chat/b.csv") == Array("other".utf8))
  }

  @Test func secondRunOnOneLedger_exits7AtOnce_namingTheFirst() throws {
    let lock = folder.file("ledger-lock")
    // A process that holds the lock as a run does: util-linux's flock uses the same call.
    let flock = try #require(findProgram("flock"))
    try folder.write("4242 2026-01-02T03:04:05Z\n", to: "ledger-lock")
    let held = try runCommand(
      flock, [lock, nightferry, "upload", folder.file("out"), "target", "--ledger", "ledger"], folder: folder.path)
    #expect(held.status == 7)
    #expect(held.errorText.contains("4242") && held.errorText.contains("2026-01-02T03:04:05Z"))
    #expect(try !Folder.names(in: folder.path).contains("target"))
    #expect(try upload("target", "--ledger", "ledger").status == 0)
  }

  @Test func leftovers_goWithClean_andOnlyOurs() throws {
    let ours = "target/voice/.a.mp3.nf0123456789ab.part"
    let others = [
      "target/voice/.a.mp3.part", "target/voice/.x.mp3.nf0123456789ab.part", "target/voice/.a.mp3.xx0123456789ab.part",
    ]
    for name in others + [ours] { try folder.write("left", to: name) }
    let cleaned = try upload("target", "--clean", "--format", "json")
    #expect(cleaned.status == 0)
    #expect(cleaned.text.contains("voice/.a.mp3.nf0123456789ab.part"))
    let names = try Folder.names(in: folder.file("target/voice"))
    #expect(names == [".a.mp3.part", ".a.mp3.xx0123456789ab.part", ".x.mp3.nf0123456789ab.part", "a.csv", "a.mp3"])
    // With a ledger a token that is none of its own is somebody else's.
    try folder.write("left", to: ours)
    #expect(try upload("target", "--clean", "--ledger", "ledger").status == 0)
    #expect(try Folder.names(in: folder.file("target/voice")).contains(".a.mp3.nf0123456789ab.part"))
  }

  @Test(arguments: [
    (["ftp://example.com"], 2, "not an SFTP address"),
    (["sftp://ann:hunter2@example.com/"], 2, "NF_PASSWORD"),
    (["sftp://ann@127.0.0.1:1/", "--password-file", "nowhere"], 2, "nowhere"),
    (["sftp://ann@127.0.0.1:1/", "-i", "nowhere"], 2, "there is no key file at nowhere"),
    (["target", "--verfy", "size"], 2, "--verify"),
    (["target", "--ledger", "no/such/ledger"], 2, "no/such/ledger"),
  ])
  func mistakes_areOneMessage(_ arguments: [String], _ code: Int32, _ words: String) throws {
    let result = try runCommand(
      nightferry, ["upload", folder.file("out")] + arguments,
      environment: ["NF_PASSWORD": nil as String?, "SSH_AUTH_SOCK": nil as String?], folder: folder.path)
    #expect(result.status == code)
    #expect(result.errorText.contains(words), "\(result.errorText)")
    #expect(!result.errorText.contains("hunter2"))
    #expect(result.errorText.split(separator: "\n").count <= 2, "\(result.errorText)")
  }

  @Test func refusedConnection_exits6_andSaysSoOnce() throws {
    let result = try upload("sftp://ann@127.0.0.1:1/", environment: ["NF_PASSWORD": "x"])
    #expect(result.status == 6)
    #expect(result.errorText.contains("127.0.0.1 port 1"))
    #expect(result.errorText.split(separator: "\n").count <= 2)
  }

  @Test func fullDisk_exits4_andARunWithRoomGoesOn() throws {
    guard Foundation.getuid() == 0, let unshare = findProgram("unshare") else { return }
    try folder.write([UInt8](repeating: 1, count: 3 << 20), to: "out/voice/big.mp3")
    try folder.write("big", to: "out/voice/big.csv")
    try Folder.make(folder.file("small"))
    let script = """
      mount -t tmpfs -o size=1m none small || exit 77
      '\(nightferry)' upload out small --ledger ledger; code=$?
      find small -type f | sort
      exit $code
      """
    let result = try runCommand(unshare, ["--mount", "/bin/sh", "-c", script], folder: folder.path)
    if result.status == 77 { return }
    #expect(result.status == 4, "\(result.errorText)")
    #expect(result.errorText.contains("No space left on device"), "\(result.errorText)")
    #expect(!result.text.contains("small/voice/big.csv\n") && !result.text.contains("small/voice/big.mp3\n"))
    #expect(try upload("small", "--ledger", "ledger").status == 0)
  }
}
