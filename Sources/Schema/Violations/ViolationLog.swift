/// The violations of one file: all counted, the first ones kept.
public struct ViolationLog: Sendable {
  /// What violations have in common that a person mends in one go.
  public struct Group: Hashable, Sendable {
    /// The broken rule.
    public let rule: Rule
    /// Whether it makes the file invalid.
    public let severity: Severity
    /// The field, where there is one.
    public let field: String?
  }

  /// The most violations that are kept.
  public let limit: Int
  /// Whether kept violations have the values that broke the rule.
  public let keepsValues: Bool
  /// The first violations in the order of the file.
  public private(set) var kept: [Violation] = []
  /// The groups in the order of their first violation.
  public private(set) var groups: [Group] = []
  private var counts: [Group: Int] = [:]
  /// The number of violations that make the file invalid.
  public private(set) var errorCount = 0
  /// The number of violations that do not.
  public private(set) var warningCount = 0

  /// Creates an empty log.
  public init(limit: Int = 1000, keepsValues: Bool = false) {
    self.limit = limit
    self.keepsValues = keepsValues
  }

  /// Whether nothing was broken at all.
  public var isEmpty: Bool { groups.isEmpty }

  /// The number of violations of one group.
  public func count(_ group: Group) -> Int { counts[group] ?? 0 }

  /// Takes a violation in.
  public mutating func add(_ violation: Violation) {
    let group = Group(rule: violation.rule, severity: violation.severity, field: violation.fieldName)
    if counts[group, default: 0] == 0 { groups.append(group) }
    counts[group, default: 0] += 1
    if violation.severity == .error { errorCount += 1 } else { warningCount += 1 }
    if kept.count < limit {
      kept.append(violation)
      if !keepsValues { kept[kept.count - 1].value = nil }
    }
  }

  /// Forgets kept violations behind the first `count`; they stay counted.
  public mutating func trim(to count: Int) {
    if kept.count > count { kept.removeLast(kept.count - count) }
  }
}
