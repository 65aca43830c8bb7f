/// How a command failed, in words for the person who reads it at night.
public struct Failure: Error, Hashable, Sendable {
  /// What the process ends with.
  public let code: ExitCode
  /// What happened and where: `calls.csv: No such file or directory`.
  public let message: String
  /// What to do about it.
  public let advice: String?
  /// The short code that its message ends with, as in `NF1203`; empty for none.
  public var reference = ""

  /// Creates a failure; commands may throw it themselves.
  public init(_ code: ExitCode, _ message: String, advice: String? = nil) {
    self.code = code
    self.message = message
    self.advice = advice
  }
}
