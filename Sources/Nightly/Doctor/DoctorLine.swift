/// One thing that was looked at.
public struct DoctorLine: Sendable {
  /// How it looks.
  public enum Level: String, Hashable, Sendable {
    /// As it should be.
    case ok
    /// It works, but may not always.
    case warning
    /// It does not work.
    case failure
  }

  /// How it looks.
  public let level: Level
  /// What was looked at, a word or two: `host key`.
  public let subject: String
  /// What was seen.
  public let text: String
  /// What to do about it.
  public let fix: String?
  /// What only a closer look needs, each with its name: the algorithms that each side offers.
  public let details: [(name: String, values: [String])]

  /// Creates a line.
  public init(
    _ level: Level, _ subject: String, _ text: String, fix: String? = nil,
    details: [(name: String, values: [String])] = []
  ) {
    self.level = level
    self.subject = subject
    self.text = text
    self.fix = fix
    self.details = details
  }
}
