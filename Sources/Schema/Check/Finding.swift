/// A rule that a value breaks, before its row and file are known.
public struct Finding: Sendable {
  /// The broken rule.
  public let rule: Rule
  /// Whether the value is refused.
  public let severity: Severity
  /// The field, dotted where nested.
  public let field: String
  /// What is wrong, without what stands there.
  public let note: String

  /// The finding as a violation without place.
  public var violation: Violation {
    Violation(rule, severity: severity, field: field, note: note)
  }
}
