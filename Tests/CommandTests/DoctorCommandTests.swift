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
}
