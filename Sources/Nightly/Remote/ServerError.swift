/// Why a server cannot even be called: an address, a key file or a secret that is not what it should be.
public struct ServerError: Error, Hashable, Sendable {
  /// What is wrong, in a sentence without its full stop. Never holds a secret.
  public let problem: String
  /// What to do about it.
  public let fix: String

  /// Creates an error.
  public init(_ problem: String, fix: String) {
    self.problem = problem
    self.fix = fix
  }
}

extension ServerError: CustomStringConvertible {
  /// `PROBLEM. FIX.`
  public var description: String { "\(problem). \(fix)." }
}
