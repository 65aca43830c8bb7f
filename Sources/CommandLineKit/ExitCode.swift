/// What a command ends with. The same for all commands, so that a scheduler needs one rule.
public enum ExitCode: Int32, CaseIterable, Hashable, Sendable {
  /// All done.
  case done = 0
  /// An internal error: a bug, to be reported.
  case internalError = 1
  /// The command line or the configuration is wrong; nothing was done.
  case usage = 2
  /// Some records or files were refused, the rest is done.
  case refused = 3
  /// The delivery is incomplete; a later run resumes it.
  case incomplete = 4
  /// The server refused the login, or its host key is unknown or changed.
  case authentication = 5
  /// The network or the server cannot be reached.
  case network = 6
  /// Another run holds the lock.
  case locked = 7

  /// The code's meaning as every help page prints it.
  public var meaning: String {
    switch self {
    case .done: "all done"
    case .internalError: "internal error"
    case .usage: "usage or configuration"
    case .refused: "some records or files refused, the rest done"
    case .incomplete: "delivery incomplete, a later run resumes"
    case .authentication: "authentication or host key"
    case .network: "network or server unreachable"
    case .locked: "another run holds the lock"
    }
  }
}
