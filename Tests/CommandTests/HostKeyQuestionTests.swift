import Bytes
import Foundation
import TestSupport
import Testing

/// `--ask-host-key`: a question at the terminal, and none without one.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct HostKeyQuestionTests {
  let folder: TemporaryFolder
  let server: PrivateSSHD

  init() throws {
    folder = try TemporaryFolder()
    server = try PrivateSSHD()
  }

  private func list(_ transport: String) -> [String] {
    [
      "ls", "sftp://\(server.user)@127.0.0.1:\(server.port)/", "-i", server.files.userKey, "--ask-host-key",
      "--known-hosts", folder.file("known_hosts"), "--transport", transport,
    ]
  }

  private var isNoted: Bool { FileManager.default.fileExists(atPath: folder.file("known_hosts")) }

  /// At a terminal of its own (util-linux's `script`), with these answers typed.
  private func atTerminal(_ transport: String, typing answers: String) throws -> CommandResult {
    let words = ([builtProgram("nightferry")] + list(transport)).map { "'\($0)'" }.joined(separator: " ")
    return try runCommand(
      try #require(findProgram("script")), ["-qec", words, "/dev/null"],
      environment: ["SSH_AUTH_SOCK": nil, "NF_PASSWORD": "a password that is not needed"], input: Data(answers.utf8))
  }

  @Test(
    .enabled(if: findProgram("script") != nil, "util-linux's script is not installed"),
    arguments: ["libssh", "libssh2", "openssh"])
  func yes_isNotedDown_noIsNot(_ transport: String) throws {
    let refused = try atTerminal(transport, typing: "what?\nno\n")
    #expect(refused.status == 5, "\(refused.text)")
    #expect(!isNoted && refused.text.contains("SHA256:"), "\(refused.text)")
    let taken = try atTerminal(transport, typing: "yes\n")
    #expect(taken.status == 0 && isNoted, "\(taken.text)")
    // Known now, and not asked about again.
    let known = try atTerminal(transport, typing: "")
    #expect(known.status == 0 && !known.text.contains("SHA256:"), "\(known.text)")
  }

  @Test(arguments: ["libssh", "libssh2", "openssh"]) func withoutTerminal_isRefused(_ transport: String) throws {
    let setsid = try #require(findProgram("setsid"))
    let result = try runCommand(setsid, ["--wait", builtProgram("nightferry")] + list(transport))
    #expect(result.status == 5 && !isNoted, "\(result.errorText)")
    #expect(result.errorText.contains("is unknown") && result.errorText.contains("SHA256:"), "\(result.errorText)")
  }
}
