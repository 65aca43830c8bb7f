import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// Logging in with an agent's keys. The agent is found by the environment, so these run one at a time.
@Suite(.serialized, .enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct AgentTests {
  @Test func agentWithTheKey_letsIn() throws {
    let server = try PrivateSSHD()
    let agent = try PrivateAgent()
    try agent.add(server.files.strangersKey)
    try agent.add(server.files.userKey)
    unsafe setenv("SSH_AUTH_SOCK", agent.socket, 1)
    defer { unsafe unsetenv("SSH_AUTH_SOCK") }
    let client = try SFTPClient.connect(server.configuration(login: [.agent]))
    #expect(client.server?.transport.login == "agent")
    client.close()
  }

  /// A server hangs up after six tries: what comes behind the agent is tried all the same.
  @Test(arguments: TransportChoice.libraries) func agentOfManyKeys_leavesRoomForTheNextWay(_ transport: TransportChoice)
    throws
  {
    let server = try PrivateSSHD()
    let agent = try PrivateAgent()
    let folder = try TemporaryFolder()
    let keygen = try #require(findProgram("ssh-keygen"))
    for number in 0..<8 {
      let key = folder.file("key-\(number)")
      _ = try runCommand(keygen, ["-q", "-t", "ed25519", "-N", "", "-f", key])
      try agent.add(key)
    }
    unsafe setenv("SSH_AUTH_SOCK", agent.socket, 1)
    defer { unsafe unsetenv("SSH_AUTH_SOCK") }
    var configuration = server.configuration(login: [.agent, .keyFile(server.files.userKey, passphrase: nil)])
    configuration.transport = transport
    let client = try SFTPClient.connect(configuration)
    #expect(client.server?.transport.login.hasPrefix("key ") == true)
    client.close()
    configuration.login = [.agent]
    let error = try #require(server.refusal(configuration))
    #expect(error.code == .authentication)
  }

  @Test func noAgent_saysSo() throws {
    let server = try PrivateSSHD()
    unsafe setenv("SSH_AUTH_SOCK", "/nonexistent/agent", 1)
    defer { unsafe unsetenv("SSH_AUTH_SOCK") }
    let error = server.refusal(server.configuration(login: [.agent]))
    #expect(error?.code == .authentication)
    #expect(error?.message.contains("SSH_AUTH_SOCK") == true)
  }
}

/// An `ssh-agent` of a test's own.
final class PrivateAgent {
  let folder = try? TemporaryFolder()
  let socket: String
  private let process: ChildProcess

  init() throws {
    socket = folder?.file("agent") ?? ""
    process = try ChildProcess(findProgram("ssh-agent") ?? "/usr/bin/ssh-agent", ["-D", "-a", socket])
    for _ in 0..<200 where !FileManager.default.fileExists(atPath: socket) { usleep(10_000) }
  }

  deinit {
    process.signal(SIGTERM)
    process.wait()
  }

  func add(_ key: String) throws {
    let program = findProgram("ssh-add") ?? "/usr/bin/ssh-add"
    let result = try runCommand(program, ["-q", key], environment: ["SSH_AUTH_SOCK": socket])
    #expect(result.status == 0, "\(result.errorText)")
  }
}
