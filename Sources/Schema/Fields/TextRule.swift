/// A form that texts must have, such as an e-mail address, checked on bytes and printed for other validators.
public struct TextRule: Sendable {
  /// Judges a text that is valid UTF-8.
  public typealias Check = @Sendable (Span<UInt8>) -> Bool

  /// The stable name, as in `email-address`.
  public let name: String
  /// What a text must be, in words that complete "is not …".
  public let words: String
  /// A regular expression (ECMA-262, anchored) that allows all that `check` allows, and may allow a little more.
  public let pattern: String?
  /// The name under `format` in JSON Schema (2020-12 validation, section 7.3), if it has one.
  public let format: String?
  /// What a text of another form is: a violation, or only a warning.
  public let severity: Severity
  /// Whether a text has the form.
  public let check: Check

  /// Declares a form.
  public init(
    name: String, words: String, pattern: String?, format: String? = nil, severity: Severity = .error,
    check: @escaping Check
  ) {
    self.name = name
    self.words = words
    self.pattern = pattern
    self.format = format
    self.severity = severity
    self.check = check
  }
}
