import Bytes
import Files
import Foundation
import TestSupport
import Testing

/// `--transport openssh` under a user's ssh_config that shares connections (ssh_config(5), ControlMaster).
@Suite(.enabled(if: PrivateSSHD.program != nil && findProgram("ssh") != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct SSHConfigurationTests {
  let folder: TemporaryFolder
  let server: PrivateSSHD

  init() throws {
    folder = try TemporaryFolder()
    server = try PrivateSSHD()
    try folder.write("b", to: "out/chat/b.csv")
    // The name is nowhere but in this configuration, so that it is seen to be used.
    let configuration = """
      Host nowhere.invalid
        HostName 127.0.0.1
        Port \(server.port)
        User \(server.user)
        IdentityFile \(server.files.userKey)
        HostKeyAlias [127.0.0.1]:\(server.port)
        ControlMaster auto
        ControlPath \(folder.file("master"))
        ControlPersist 60

      """
    try folder.write(configuration, to: "ssh_config")
    // A user's own file is found by the password database, whatever HOME says: an `ssh` in front of the real one names ours.
    let ssh = try #require(findProgram("ssh"))
    let script = "#!/bin/sh\nexec '\(ssh)' -F '\(folder.file("ssh_config"))' \"$@\"\n"
    try folder.write(script, to: "bin/ssh")
    unsafe chmod(folder.file("bin/ssh"), 0o700)
  }

  private func upload(_ more: String...) throws -> CommandResult {
    try runCommand(
      builtProgram("nightferry"),
      [
        "upload", folder.file("out"), "sftp://\(server.user)@nowhere.invalid\(server.area)", "--transport", "openssh",
        "--retries",
        "0",
        "-i", server.files.userKey, "--known-hosts", server.files.knownHosts,
      ] + more,
      environment: [
        "PATH": "\(folder.file("bin")):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")",
        "SSH_AUTH_SOCK": nil,
      ], folder: folder.path)
  }

  private func ssh(_ arguments: String...) throws -> CommandResult {
    try runCommand(folder.file("bin/ssh"), ["-o", "BatchMode=yes"] + arguments + ["nowhere.invalid"])
  }

  @Test func controlMasterAuto_leavesNoMasterBehind() throws {
    for attempt in 1...2 {
      let result = try upload()
      #expect(result.status == 0, "\(attempt): \(result.errorText)")
      #expect(!FileManager.default.fileExists(atPath: folder.file("master")))
    }
    #expect(try folder.read("out/chat/b.csv") == FileDescriptor.contents(of: "\(server.area)/chat/b.csv"))
  }

  @Test func masterOfSomebodyElse_isNotUsed_andTheHostKeyIsOursToCheck() throws {
    // It took the host key without looking.
    let master = try ssh("-f", "-N", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null")
    try #require(master.status == 0, "\(master.errorText)")
    defer { _ = try? ssh("-O", "exit") }
    let strangers = try runCommand("/usr/bin/ssh-keygen", ["-l", "-f", server.files.strangersKey + ".pub"])
    let pin = String(strangers.text.split(separator: " ")[1])
    let refused = try upload("--host-key", pin)
    #expect(refused.status == 5, "\(refused.text)\(refused.errorText)")
    #expect(try Folder.names(in: server.area).isEmpty)
    let result = try upload()
    #expect(result.status == 0, "\(result.errorText)")
    #expect(try folder.read("out/chat/b.csv") == FileDescriptor.contents(of: "\(server.area)/chat/b.csv"))
    #expect(try ssh("-O", "check").status == 0)
  }
}
