/// What a connection leads to on the server.
public enum RemoteProgram: Hashable, Sendable {
  /// The SFTP subsystem.
  case sftp
  /// A POSIX shell that reads its commands from standard input, where the user has one.
  case shell

  /// The channel request that starts it (RFC 4254 section 6.5).
  var request: String {
    switch self {
    case .sftp: "subsystem"
    case .shell: "exec"
    }
  }

  /// What the request names: a subsystem, or a command for the user's login shell, which `sh` takes the place of.
  var name: String {
    switch self {
    case .sftp: "sftp"
    case .shell: "exec sh"
    }
  }

  /// What its absence means, for messages.
  var refusal: String {
    switch self {
    case .sftp: "the server has no SFTP for this user"
    case .shell: "the server gives this user no shell"
    }
  }
}
