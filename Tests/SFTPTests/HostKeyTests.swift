import Bytes
import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// The host key check against a real OpenSSH server.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct HostKeyTests {
  let server: PrivateSSHD
  let folder: TemporaryFolder

  init() throws {
    server = try PrivateSSHD()
    folder = try TemporaryFolder()
  }

  /// The fingerprint as ssh-keygen prints it.
  private func fingerprint(_ type: String) throws -> String {
    let result = try runCommand("/usr/bin/ssh-keygen", ["-l", "-f", server.files.hostKey(type)])
    return String(result.text.split(separator: " ")[1])
  }

  private func words(_ type: String) throws -> [Substring] {
    try String(contentsOfFile: server.files.hostKey(type), encoding: .utf8).split(separator: " ")
  }

  private func line(_ type: String, names: String? = nil) throws -> String {
    let words = try words(type)
    return "\(names ?? "[127.0.0.1]:\(server.port)") \(words[0]) \(words[1])\n"
  }

  private func refusal(knownHosts text: String) throws -> SFTPError? {
    let file = try folder.write(text, to: "known_hosts")
    return server.refusal(server.configuration(knownHosts: file))
  }

  @Test func unknown_isRefusedWithFingerprintHostAndFile() throws {
    let file = folder.file("none_yet")
    let error = server.refusal(server.configuration(knownHosts: file))
    #expect(error?.code == .hostKey)
    let problem = try #require(error?.hostKey)
    #expect(problem.kind == .unknown)
    #expect(problem.host == "[127.0.0.1]:\(server.port)")
    #expect(problem.type == "ssh-ed25519")
    #expect(problem.fingerprint == (try fingerprint("ed25519")))
    #expect(problem.file == file)
    #expect(error?.message.contains(problem.fingerprint) == true)
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func acceptNew_writesALineThatOpenSSHFinds() throws {
    let file = folder.file("new/known_hosts")
    try SFTPClient.connect(server.configuration(mode: .acceptNew, knownHosts: file)).close()
    try SFTPClient.connect(server.configuration(mode: .strict, knownHosts: file)).close()
    let found = try runCommand("/usr/bin/ssh-keygen", ["-F", "[127.0.0.1]:\(server.port)", "-f", file])
    #expect(found.status == 0)
    #expect(try FileStatus.of(file).mode == 0o600)
  }

  @Test func acceptNew_keepsALastLineWithoutLineEnd() throws {
    let file = try folder.write("example.com \(try words("rsa")[0]) \(try words("rsa")[1])", to: "known_hosts")
    try SFTPClient.connect(server.configuration(mode: .acceptNew, knownHosts: file)).close()
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 2)
  }

  @Test(arguments: [HostKeyPolicy.Mode.strict, .acceptNew])
  func changed_isRefusedWithBothFingerprintsAndTheLine(mode: HostKeyPolicy.Mode) throws {
    let stranger = try String(contentsOfFile: server.files.strangersKey + ".pub", encoding: .utf8)
      .split(separator: " ")
    let text = "# a comment\n\n[127.0.0.1]:\(server.port) \(stranger[0]) \(stranger[1])\n"
    let file = try folder.write(text, to: "known_hosts")
    let error = server.refusal(server.configuration(mode: mode, knownHosts: file))
    let problem = try #require(error?.hostKey)
    #expect(problem.kind == .changed)
    #expect(problem.known.first?.line == 3)
    #expect(problem.known.first?.file == file)
    #expect(error?.message.contains(try fingerprint("ed25519")) == true)
    #expect(error?.message.contains(problem.known.first?.fingerprint ?? "-") == true)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
  }

  @Test func hashedName_isFound() throws {
    let file = try folder.write(try line("ed25519"), to: "known_hosts")
    let hashed = try runCommand("/usr/bin/ssh-keygen", ["-H", "-f", file])
    #expect(hashed.status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("|1|"))
    try SFTPClient.connect(server.configuration(knownHosts: file)).close()
  }

  @Test func onlyTheECDSAKeyKnown_negotiatesThatOne() throws {
    let file = try folder.write(try line("ecdsa"), to: "known_hosts")
    let client = try SFTPClient.connect(server.configuration(knownHosts: file))
    #expect(client.server?.transport.algorithms.contains("ecdsa-sha2-nistp256") == true)
    client.close()
  }

  @Test func patterns_matchAsInOpenSSH() throws {
    #expect(try refusal(knownHosts: line("ed25519", names: "[127.0.0.*]:\(server.port)")) == nil)
    #expect(try refusal(knownHosts: line("ed25519", names: "example.com,[127.0.?.1]:*")) == nil)
    let negated = try refusal(knownHosts: line("ed25519", names: "[127.*]:*,![127.0.0.1]:\(server.port)"))
    #expect(negated?.hostKey?.kind == .unknown)
  }

  @Test func nameWithoutPort_isTakenForOtherPortsWithTheSameKey() throws {
    #expect(try refusal(knownHosts: line("ed25519", names: "127.0.0.1")) == nil)
  }

  @Test func revokedKey_isRefusedEvenWhereItIsKnown() throws {
    let error = try refusal(knownHosts: line("ed25519") + "@revoked " + line("ed25519", names: "*"))
    #expect(error?.hostKey?.kind == .revoked)
  }

  @Test func pins_areTheOnlyKeysTrusted() throws {
    var configuration = server.configuration(knownHosts: folder.file("none"))
    configuration.hostKeys.pins = ["SHA256:AAAA", try fingerprint("ed25519")]
    try SFTPClient.connect(configuration).close()
    configuration = server.configuration()
    configuration.hostKeys.pins = ["SHA256:AAAA"]
    #expect(server.refusal(configuration)?.hostKey?.kind == .notPinned)
  }

  @Test func brokenLines_arePassedOver() throws {
    let junk = "nonsense\n[127.0.0.1]:\(server.port) ssh-ed25519 !!!!\n|1|x|y ssh-rsa AAAA\n@what a b c\n"
    #expect(try refusal(knownHosts: junk)?.hostKey?.kind == .unknown)
    #expect(try refusal(knownHosts: junk + line("ed25519")) == nil)
  }
}
