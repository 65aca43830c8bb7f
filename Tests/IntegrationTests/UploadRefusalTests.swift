import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// What an upload can meet instead of a willing server: each with a message of its own that says what, where and what to do,
/// with the right exit code, and with nothing sent.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct UploadRefusalTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write([UInt8](repeating: 7, count: 90_000), to: "out/voice/a.mp3")
    try folder.write("a", to: "out/voice/a.csv")
    try folder.write("b", to: "out/chat/line\nbreak.csv")
  }

  static let transports = ["libssh", "libssh2", "openssh"]

  private func upload(
    to place: String, _ files: SSHDFiles?, _ more: [String] = [], environment: [String: String?] = [:]
  ) throws -> CommandResult {
    let login = files.map { ["--known-hosts", $0.knownHosts] } ?? ["--known-hosts", folder.file("none")]
    let hasPassword = environment.keys.contains("NF_PASSWORD")
    let key = hasPassword ? [] : ["-i", try files?.userKey ?? someKey()]
    return try runCommand(
      builtProgram("nightferry"), ["upload", folder.file("out"), place, "--retries", "1"] + login + key + more,
      environment: environment.merging(["SSH_AUTH_SOCK": nil]) { mine, _ in mine }, folder: folder.path)
  }

  private func someKey() throws -> String {
    let path = folder.file("key")
    if !FileManager.default.fileExists(atPath: path) {
      _ = try runCommand("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path])
    }
    return path
  }

  private func address(_ server: PrivateSSHD, _ path: String = "/~/in") -> String {
    "sftp://\(server.user)@127.0.0.1:\(server.port)\(path)"
  }

  private func expect(
    _ result: CommandResult, _ status: Int32, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == status, "\(result.text)\(result.errorText)", sourceLocation: sourceLocation)
    for word in words {
      #expect(result.errorText.contains(word), "\(word) in \(result.errorText)", sourceLocation: sourceLocation)
    }
    #expect(result.errorText.utf8.count < 1_200, "\(result.errorText)", sourceLocation: sourceLocation)
  }

  @Test(
    .enabled(if: PrivateSSHD.checksPasswords, "a server with passwords needs root and mount namespaces"),
    arguments: transports)
  func wrongPassword(_ transport: String) throws {
    let server = try PrivateSSHD()
    let result = try upload(
      to: address(server), server.files, ["--transport", transport], environment: ["NF_PASSWORD": "wr0ng"])
    expect(result, 5, ["does not let ferry in", "127.0.0.1", "\(server.port)", "password", "Check the user"])
    #expect(!result.errorText.contains("wr0ng"))
    #expect(try Folder.names(in: server.area).isEmpty)
  }

  @Test(arguments: transports) func unknownHostKey(_ transport: String) throws {
    let server = try PrivateSSHD()
    let result = try upload(
      to: address(server), nil, ["-i", server.files.userKey, "--transport", transport])
    expect(
      result, 5,
      ["[127.0.0.1]:\(server.port) is unknown", "ssh-ed25519 SHA256:", folder.file("none"), "--accept-new"])
    #expect(try Folder.names(in: server.area).isEmpty)
  }

  @Test(arguments: transports, [[], ["--accept-new"]])
  func changedHostKey_saysBothFingerprints(_ transport: String, _ more: [String]) throws {
    let server = try PrivateSSHD()
    let other = try PrivateSSHD()
    let line = String(decoding: try FileDescriptor.contents(of: server.files.strangersKey + ".pub"), as: UTF8.self)
    let words = line.split(separator: " ")
    let known = "[127.0.0.1]:\(server.port) \(words[0]) \(words[1])\n"
    try other.files.folder.write(known, to: "known_hosts")
    let result = try upload(
      to: address(server), other.files, ["-i", server.files.userKey, "--transport", transport] + more)
    let fingerprints = try [server.files.hostKey("ed25519"), server.files.strangersKey + ".pub"].map { file in
      String(try runCommand("/usr/bin/ssh-keygen", ["-l", "-f", file]).text.split(separator: " ")[1])
    }
    expect(result, 5, fingerprints + ["HAS CHANGED", "\(other.files.knownHosts):1", "Nothing was sent"])
    #expect(try Folder.names(in: server.area).isEmpty)
    #expect(try other.files.folder.read("known_hosts") == Array(known.utf8))
  }

  /// Servers that are none, with what of them is told.
  struct Impostor: CustomTestStringConvertible {
    let testDescription: String
    let says: String
    var bytes: [UInt8] = []
    let words: [String]

    static let all = [
      Impostor(
        testDescription: "not SSH", says: "220 mail.example.com ESMTP\r\n", words: ["does not speak SSH", "220 mail"]),
      Impostor(testDescription: "silent close", says: "", words: ["without a word"]),
      Impostor(testDescription: "close after the banner", says: "SSH-2.0-Test\r\n", words: ["the handshake failed"]),
      Impostor(
        testDescription: "a packet of 4 GiB", says: "SSH-2.0-Test\r\n",
        bytes: [0xFF, 0xFF, 0xFF, 0xFC] + [UInt8](repeating: 7, count: 64), words: ["the handshake failed"]),
    ]
  }

  @Test(arguments: Impostor.all) func impostor(_ impostor: Impostor) throws {
    let server = HostileServer(saying: Array(impostor.says.utf8) + impostor.bytes, thenClosing: true)
    let place = "sftp://u@127.0.0.1:\(server.port)/in"
    expect(try upload(to: place, nil), 6, ["127.0.0.1 port \(server.port)"] + impostor.words)
    // OpenSSH has its own words for the same.
    expect(
      try upload(to: place, nil, ["--transport", "openssh"]), 6, ["cannot connect to 127.0.0.1 port \(server.port)"])
  }

  @Test func subsystemWithPacketsOf4GiB() throws {
    let program = try folder.write("#!/bin/sh\nprintf '\\377\\377\\377\\377\\002'; sleep 1\n", to: "subsystem")
    unsafe chmod(program, 0o755)
    unsafe chmod(folder.path, 0o755)
    let server = try PrivateSSHD(lines: ["Subsystem sftp \(program)"])
    expect(
      try upload(to: address(server), server.files), 6,
      ["127.0.0.1 port \(server.port) sent a packet of 4294967295 bytes", "closed"])
  }

  @Test(arguments: transports) func folderThatIsAFile_theRestArrives_namesWithLineBreaksToo(_ transport: String) throws
  {
    let server = try PrivateSSHD()
    try Folder.make("\(server.area)/in")
    unsafe chmod("\(server.area)/in", 0o777)
    try AtomicFile.write([1].span, to: "\(server.area)/in/voice")
    let result = try upload(to: address(server), server.files, ["--transport", transport])
    expect(result, 4, ["in/voice: this is a file, and a folder is needed here"])
    #expect(try Folder.names(in: "\(server.area)/in/chat") == ["line\nbreak.csv"])
  }

  @Test func noRename_saysWhichProfileHelps_andItDoes() throws {
    let server = try PrivateSSHD(lines: ["Subsystem sftp internal-sftp -P rename,posix-rename"])
    let place = address(server, "\(server.area)/in")
    expect(
      try upload(to: place, server.files), 4,
      ["cannot rename it to", "Permission denied. If this", "--server-profile aws-transfer"])
    expect(try upload(to: place, server.files, ["--server-profile", "aws-transfer"]), 0, [])
    #expect(try Folder.names(in: "\(server.area)/in/voice").suffix(2) == ["a.csv", "a.mp3"])
  }

  @Test(.enabled(if: PrivateSSHD.checksPasswords, "permissions need a user of the server's own"))
  func noPermission_isSaidAtOnce() throws {
    let server = try PrivateSSHD()
    try Folder.make("\(server.area)/in")
    unsafe chmod("\(server.area)/in", 0o755)
    let result = try upload(to: address(server), server.files)
    expect(result, 4, ["in/chat", "cannot be made", "Permission denied"])
    try Folder.make("\(server.area)/in/voice")
    unsafe chmod("\(server.area)/in/voice", 0o755)
    expect(try upload(to: address(server), server.files), 4, ["in/voice/", "Permission denied"])
  }

  @Test(
    .enabled(if: PrivateSSHD.checksPasswords, "a disk of its own needs root and mount namespaces"),
    arguments: transports)
  func fullDisk_stopsIt_andTheNextRunGoesOn(_ transport: String) throws {
    let server = try PrivateSSHD(diskSize: "300k")
    let more = ["--ledger", folder.file("ledger"), "--transport", transport]
    let ballast = try folder.write([UInt8](repeating: 1, count: 240_000), to: "ballast/ballast")
    let call = { (command: [String]) in
      try runCommand(
        builtProgram("nightferry"),
        command + ["-i", server.files.userKey, "--known-hosts", server.files.knownHosts, "--transport", transport],
        environment: ["SSH_AUTH_SOCK": nil])
    }
    #expect(try call(["upload", Folder.parent(of: ballast) ?? "", address(server, "/~/old")]).status == 0)
    expect(
      try upload(to: address(server), server.files, more), 4, ["a.mp3", "bytes are free on the server's disk", "NF2"])
    #expect(try call(["rm", address(server, "/~/old/ballast")]).status == 0)
    let rest = try upload(to: address(server), server.files, more + ["--verify", "readback"])
    #expect(rest.status == 0, "\(rest.errorText)")
    #expect(try call(["get", "-r", address(server, "/~/in"), folder.file("back")]).status == 0)
    #expect(try runCommand("/usr/bin/diff", ["-r", folder.file("out"), folder.file("back")]).text == "")
  }

  @Test(.enabled(if: AWSStandIn.isInstalled, "asyncssh is not installed")) func quota_isSaid() throws {
    let server = try AWSStandIn(quota: 50_000)
    let result = try upload(to: "sftp://company@127.0.0.1:\(server.port)/in", server.files)
    expect(result, 4, ["a.mp3", "quota exceeded"])
  }
}
