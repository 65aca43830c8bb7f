import Foundation
import TestSupport
import Testing

/// `nightferry doctor` against a real server.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct DoctorCommandTests {
  let nightferry = builtProgram("nightferry")

  private func doctor(_ server: PrivateSSHD, _ arguments: [String], knownHosts: String? = nil) throws -> CommandResult {
    try runCommand(
      nightferry,
      [
        "doctor", "sftp://\(server.user)@127.0.0.1:\(server.port)\(server.area)", "-i", server.files.userKey,
        "--known-hosts", knownHosts ?? server.files.knownHosts,
      ] + arguments, environment: ["SSH_AUTH_SOCK": nil, "NF_PASSWORD": nil])
  }

  @Test func goodServer_isFine_andProbeLeavesNothing() throws {
    let server = try PrivateSSHD()
    let result = try doctor(server, ["--probe-dir", server.area])
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    for subject in [
      "name ", "network ", "banner ", "key exchange ", "cipher ", "login ", "SFTP ", "folder ", "create ", "append ",
      "fsync ", "clock ",
      "rename ", "rename over ", "remove ",
    ] {
      #expect(result.text.contains("ok      \(subject)"), "\(subject): \(result.text)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: server.area).isEmpty)
  }

  @Test func unknownHostKey_exits5_namesFingerprint() throws {
    let server = try PrivateSSHD()
    let folder = try TemporaryFolder()
    let result = try doctor(server, [], knownHosts: folder.file("known_hosts"))
    #expect(result.status == 5)
    #expect(result.text.contains("failure host key"))
    #expect(result.text.contains("SHA256:"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("known_hosts")))
  }

  @Test func wrongKey_exits5() throws {
    let server = try PrivateSSHD()
    let result = try runCommand(
      nightferry,
      [
        "doctor", "sftp://\(server.user)@127.0.0.1:\(server.port)/", "-i", server.files.strangersKey, "--known-hosts",
        server.files.knownHosts, "--format", "json",
      ], environment: ["SSH_AUTH_SOCK": nil, "NF_PASSWORD": nil])
    #expect(result.status == 5, "\(result.text)\(result.errorText)")
    let lines = result.text.split(separator: "\n")
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    #expect(lines.last?.contains(#""level":"failure","subject":"login""#) == true)
  }

  @Test func noServer_exits6() throws {
    let result = try runCommand(
      nightferry, ["doctor", "sftp://a@127.0.0.1:1/", "--password-env", "NF_TEST"],
      environment: ["NF_TEST": "x"])
    #expect(result.status == 6, "\(result.text)\(result.errorText)")
    #expect(result.text.contains("failure network"))
  }

  /// What is agreed on is never claimed where it cannot be: a cipher that is not offered here, and one that an old library lacks.
  @Test func policyThatTheLibraryCannotMeet_isTold_andAutoGoesOn() throws {
    let server = try PrivateSSHD(lines: ["Ciphers chacha20-poly1305@openssh.com"])
    let result = try doctor(server, ["--verbose"])
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    #expect(result.text.contains("warning cipher        nothing in common with libssh "), "\(result.text)")
    #expect(result.text.contains("policy is unusual") && result.text.contains("libssh could not: "), "\(result.text)")
    #expect(result.text.contains("ok      login         \(server.user) by publickey"), "\(result.text)")
    #expect(result.text.contains("offered by the server: chacha20-poly1305@openssh.com"))
  }

  /// A policy as AWS has it.
  @Test func encryptThenMACOnly_isMet() throws {
    let server = try PrivateSSHD(lines: ["MACs hmac-sha2-256-etm@openssh.com", "Ciphers aes128-ctr"])
    let result = try doctor(server, ["--verbose"])
    #expect(result.status == 0, "\(result.text)\(result.errorText)")
    #expect(result.text.contains("ok      MAC           hmac-sha2-256-etm@openssh.com"), "\(result.text)")
    #expect(result.text.contains("transport     libssh "), "\(result.text)")
  }

  @Test(.enabled(if: PrivateProFTPD.isInstalled, "proftpd is not installed"))
  func anotherServer_isFine_withEveryStepOfTheProbe() throws {
    let server = try PrivateProFTPD()
    let result = try runCommand(
      nightferry,
      [
        "doctor", "sftp://\(server.user)@127.0.0.1:\(server.port)/", "-i", server.files.userKey, "--known-hosts",
        server.files.knownHosts, "--probe-dir", "/", "--quiet",
      ], environment: ["SSH_AUTH_SOCK": nil, "NF_PASSWORD": nil])
    #expect(result.status == 0 && result.text.isEmpty, "\(result.text)\(result.errorText)")
  }
}
