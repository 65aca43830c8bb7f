import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// The servers that the conformance tests run against.
enum ServerKind: String, CaseIterable, CustomTestStringConvertible {
  case sshd
  case proftpd
  case aws

  var testDescription: String { rawValue }

  /// Those that are installed here.
  static var available: [ServerKind] { allCases.filter(\.isInstalled) }

  private var isInstalled: Bool {
    switch self {
    case .sshd: PrivateSSHD.program != nil
    case .proftpd: PrivateProFTPD.isInstalled
    case .aws: AWSStandIn.isInstalled
    }
  }

  /// Starts a server and a client of it.
  func connect(_ transport: TransportChoice) throws -> (any TestServer, SFTPClient) {
    let server: any TestServer =
      switch self {
      case .sshd: try PrivateSSHD()
      case .proftpd: try PrivateProFTPD()
      case .aws: try AWSStandIn()
      }
    var configuration = server.configuration()
    configuration.transport = transport
    do {
      return (server, try SFTPClient.connect(configuration))
    } catch {
      throw ServerRefusal(error: error, log: server.files.log)
    }
  }
}

extension TransportChoice {
  /// All transports, without the choice between them.
  static let carriers: [TransportChoice] = [.libssh, .libssh2, .openssh]
  /// Those that run in this process.
  static let libraries: [TransportChoice] = [.libssh, .libssh2]
}

/// A real server on this machine whose files can be looked at.
protocol TestServer: AnyObject {
  /// Gets in by key.
  func configuration() -> SFTPConfiguration
  /// The folder that is served.
  var area: String { get }
  /// Keys and log.
  var files: SSHDFiles { get }
}

/// A connection that failed, with what the server wrote of it.
struct ServerRefusal: Error, CustomStringConvertible {
  let error: SFTPError
  let log: String

  var description: String { "\(error)\n\(log.suffix(4_000))" }
}

extension TestServer {
  /// The bytes of a file that the server has.
  func contents(_ name: String) throws -> [UInt8] {
    try FileDescriptor.contents(of: "\(area)/\(name)", limit: 1 << 30)
  }
}

extension PrivateSSHD: TestServer {
  func configuration() -> SFTPConfiguration {
    configuration(login: nil)
  }
}

extension AWSStandIn: TestServer {
  func configuration() -> SFTPConfiguration {
    SFTPConfiguration(
      host: host, port: port, user: "company", login: [.keyFile(files.userKey, passphrase: nil)],
      hostKeys: HostKeyPolicy(files: [files.knownHosts]))
  }
}

extension PrivateProFTPD: TestServer {
  func configuration() -> SFTPConfiguration {
    SFTPConfiguration(
      host: host, port: port, user: user, login: [.keyFile(files.userKey, passphrase: nil)],
      hostKeys: HostKeyPolicy(files: [files.knownHosts]))
  }
}
