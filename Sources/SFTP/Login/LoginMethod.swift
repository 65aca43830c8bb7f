/// One way to prove who the user is. Several are tried in order, and go on after a partial success.
public enum LoginMethod: Sendable {
  /// The keys of the agent at `SSH_AUTH_SOCK`; passed over where there is none.
  case agent
  /// A private key file in OpenSSH's or PEM form, with the passphrase if it has one.
  case keyFile(String, passphrase: Secret?)
  /// A password.
  case password(Secret)
  /// The server's questions, each answered with this password (RFC 4256).
  case keyboardInteractive(Secret)

  /// Whether it is the agent.
  var isAgent: Bool { if case .agent = self { true } else { false } }

  /// What it is, for messages.
  var label: String {
    switch self {
    case .agent: "agent"
    case .keyFile(let path, _): "key \(path)"
    case .password: "password"
    case .keyboardInteractive: "keyboard-interactive"
    }
  }

  /// The method's name in SSH.
  var name: String {
    switch self {
    case .agent, .keyFile: "publickey"
    case .password: "password"
    case .keyboardInteractive: "keyboard-interactive"
    }
  }
}
