import CommandLineKit
import FoundationEssentials
import Nightly
import SFTP

/// What `ls`, `get` and `rm` share: an address, a login, a client.
enum RemoteCall {
  /// Connects to an address's server and hands on the client and the path in it.
  static func with<Result>(
    _ text: String, _ call: Invocation, _ body: (SFTPClient, RemotePath) throws -> Result
  ) throws -> Result {
    let address = try ServerAddress(text)
    var login = try ServerOptions.login(call)
    login.connections = call[ServerOptions.connections]
    let configuration = try login.configuration(for: address, environment: ProcessInfo.processInfo.environment)
    let client = try SFTPClient.connect(configuration)
    defer { client.close() }
    ServerOptions.describe(client.server, call)
    return try body(client, RemotePath(address.path.isEmpty ? "." : address.path))
  }

  /// A path that was not found, or may not be looked at, is what the user typed: usage.
  static func code(_ error: SFTPError) -> ExitCode { ErrorWords.code(error.code) }
}
