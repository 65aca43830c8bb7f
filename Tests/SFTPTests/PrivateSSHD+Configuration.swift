import SFTP
import TestSupport

extension PrivateSSHD {
  /// A configuration that gets in with the user's ed25519 key, and trusts the server's keys.
  func configuration(
    login: [LoginMethod]? = nil, mode: HostKeyPolicy.Mode = .strict, knownHosts: String? = nil
  ) -> SFTPConfiguration {
    SFTPConfiguration(
      host: host, port: port, user: user, login: login ?? [.keyFile(files.userKey, passphrase: nil)],
      hostKeys: HostKeyPolicy(mode: mode, files: [knownHosts ?? files.knownHosts]))
  }

  /// The error of a connection that must fail.
  func refusal(_ configuration: SFTPConfiguration) -> SFTPError? {
    do {
      try SFTPClient.connect(configuration).close()
      return nil
    } catch {
      return error
    }
  }
}
