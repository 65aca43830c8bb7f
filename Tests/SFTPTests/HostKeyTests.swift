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

  /// During a rotation both keys are pinned, and any of the server's keys will do.
  @Test(arguments: TransportChoice.carriers + [.auto], ["ed25519", "ecdsa", "rsa"])
  func pins_areTheOnlyKeysTrusted(_ transport: TransportChoice, _ type: String) throws {
    var configuration = server.configuration(knownHosts: folder.file("none"))
    configuration.transport = transport
    configuration.hostKeys.pins = ["SHA256:AAAA", try fingerprint(type)]
    if let error = server.refusal(configuration) {
      // Debian 12's libssh2 has no rsa-sha2, so it cannot check an RSA key.
      #expect(transport == .libssh2 && type == "rsa", "\(error)")
    }
    configuration = server.configuration()
    configuration.transport = transport
    configuration.hostKeys.pins = ["SHA256:AAAA"]
    let refused = try #require(server.refusal(configuration)?.hostKey)
    let shown = try fingerprint("ed25519")
    #expect(refused.kind == .notPinned && refused.fingerprint == shown)
  }

  @Test(arguments: TransportChoice.carriers) func revokedKey_isRefusedEvenWhereItIsPinned(_ transport: TransportChoice)
    throws
  {
    let file = try folder.write("@revoked " + line("ed25519", names: "*"), to: "known_hosts")
    var configuration = server.configuration(knownHosts: file)
    configuration.transport = transport
    configuration.hostKeys.pins = [try fingerprint("ed25519")]
    #expect(server.refusal(configuration)?.hostKey?.kind == .revoked)
  }

  @Test func severalKeys_commentsAndLineEndsOfWindows() throws {
    let name = "[127.0.0.1]:\(server.port)"
    let other = "\(name) \(try strangersKey())"
    let mine = "\(name) \(try words("ed25519")[0]) \(try words("ed25519")[1])"
    for text in [
      "\(other)\n\(mine)\n", "\(mine) a comment with words\n", "\(mine)\r\n", "# it\r\n\r\n\(other)\r\n\(mine) me\r\n",
      "   \(mine)\n", "\t# \(other)\n\(name)\t\(mine.dropFirst(name.count + 1))\n", "\(mine)", "\u{FEFF}#\n\(mine)\n",
    ] { #expect(try refusal(knownHosts: text) == nil, "\(text.debugDescription)") }
    let changed = try refusal(knownHosts: "\(other)\r\n")
    #expect(changed?.hostKey?.kind == .changed && changed?.hostKey?.known.first?.type == "ssh-ed25519")
  }

  @Test func negatedAndHashedNames_amongOthers() throws {
    let name = "[127.0.0.1]:\(server.port)"
    #expect(try refusal(knownHosts: line("ed25519", names: "!other.example.com,\(name)")) == nil)
    #expect(try refusal(knownHosts: line("ed25519", names: "[*]:*,!\(name)"))?.hostKey?.kind == .unknown)
    #expect(try refusal(knownHosts: line("ed25519", names: "!\(name)"))?.hostKey?.kind == .unknown)
    // A port of its own does not stand for another.
    #expect(try refusal(knownHosts: line("ed25519", names: "[127.0.0.1]:1"))?.hostKey?.kind == .unknown)
  }

  /// What the files know only by its certificate authority goes through OpenSSH.
  @Test func certificateAuthority_throughOpenSSH() throws {
    let authority = folder.file("authority")
    let keygen = "/usr/bin/ssh-keygen"
    #expect(try runCommand(keygen, ["-q", "-t", "ed25519", "-N", "", "-f", authority]).status == 0)
    let key = try folder.write(try FileDescriptor.contents(of: server.files.hostKey("ed25519")), to: "host.pub")
    #expect(
      try runCommand(keygen, ["-q", "-s", authority, "-I", "host", "-h", "-n", "127.0.0.1", key]).status == 0)
    let certified = try PrivateSSHD(lines: [
      "HostKey \(server.files.hostKey("ed25519").dropLast(4))", "HostCertificate \(folder.file("host-cert.pub"))",
    ])
    let words = try String(contentsOfFile: authority + ".pub", encoding: .utf8).split(separator: " ")
    let file = try folder.write("@cert-authority [127.0.0.1]:* \(words[0]) \(words[1])\n", to: "known_hosts")
    let client = try SFTPClient.connect(certified.configuration(knownHosts: file))
    #expect(client.server?.transport.name == "OpenSSH")
    client.close()
    let stranger = try folder.write("@cert-authority [127.0.0.1]:* \(try strangersKey())\n", to: "other_hosts")
    #expect(certified.refusal(certified.configuration(knownHosts: stranger))?.code == .hostKey)
  }

  private func strangersKey() throws -> String {
    let words = try String(contentsOfFile: server.files.strangersKey + ".pub", encoding: .utf8).split(separator: " ")
    return "\(words[0]) \(words[1])"
  }

  @Test func brokenLines_arePassedOver() throws {
    let junk = "nonsense\n[127.0.0.1]:\(server.port) ssh-ed25519 !!!!\n|1|x|y ssh-rsa AAAA\n@what a b c\n"
    #expect(try refusal(knownHosts: junk)?.hostKey?.kind == .unknown)
    #expect(try refusal(knownHosts: junk + line("ed25519")) == nil)
  }
}
