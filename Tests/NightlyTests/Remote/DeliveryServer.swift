import Foundation
import SFTP
import TestSupport

/// The servers that deliveries are tested with.
enum DeliveryServer: String, CaseIterable, Sendable {
  case sshd
  case proftpd
  /// The stand-in for AWS Transfer.
  case aws
  /// The same with encrypt-then-MAC only, which old libraries do not know.
  case awsETM

  /// Those that are installed here.
  static var available: [DeliveryServer] { allCases.filter(\.isInstalled) }

  private var isInstalled: Bool {
    switch self {
    case .sshd: PrivateSSHD.program != nil
    case .proftpd: PrivateProFTPD.isInstalled
    case .aws, .awsETM: AWSStandIn.isInstalled
    }
  }

  /// A server that runs for as long as this is kept.
  struct Running {
    let keeper: AnyObject
    let configuration: SFTPConfiguration
    let area: String
  }

  func start() throws -> Running {
    switch self {
    case .sshd:
      let server = try PrivateSSHD()
      return running(server, server.host, server.port, server.user, server.files, server.area)
    case .proftpd:
      let server = try PrivateProFTPD()
      return running(server, server.host, server.port, server.user, server.files, server.area)
    case .aws, .awsETM:
      let server = try AWSStandIn(onlyETM: self == .awsETM)
      return running(server, server.host, server.port, "company", server.files, server.area)
    }
  }

  private func running(
    _ keeper: AnyObject, _ host: String, _ port: Int, _ user: String, _ files: SSHDFiles, _ area: String
  ) -> Running {
    let configuration = SFTPConfiguration(
      host: host, port: port, user: user, login: [.keyFile(files.userKey, passphrase: nil)],
      hostKeys: HostKeyPolicy(files: [files.knownHosts]))
    return Running(keeper: keeper, configuration: configuration, area: area)
  }
}
