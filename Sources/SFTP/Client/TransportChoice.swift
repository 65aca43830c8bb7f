/// What carries the SFTP bytes.
public enum TransportChoice: String, Sendable, CaseIterable {
  /// libssh, and OpenSSH's client where libssh has no algorithm in common with the server.
  case auto
  /// libssh in this process.
  case libssh
  /// libssh2 in this process.
  case libssh2
  /// OpenSSH's `ssh` as a child process, with the user's ssh_config.
  case openssh
}
