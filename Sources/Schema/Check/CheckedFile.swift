/// What the check of one file found.
public struct CheckedFile: Sendable {
  /// A value that must be among another file's, and where it stands.
  public struct Reference: Sendable {
    /// The value's hash.
    public let value: Fingerprint
    /// The number of its record, from 1.
    public let record: Int
    /// Its line, from 1.
    public let line: Int
    /// The field.
    public let field: String
  }

  /// The broken rules.
  public var log: ViolationLog
  /// The number of rows behind the header, or of items.
  public var rows = 0
  /// The labels of a CSV file's header.
  public var labels: [String] = []
  /// The first row's value of the schema's identity field.
  public var identity: [UInt8]?
  /// The values of unique fields, which references from other files look for, by the field's name.
  public var uniqueValues: [String: Set<Fingerprint>] = [:]
  /// The values that must be among another file's.
  public var references: [Reference] = []
  /// Whether the file begins with a byte order mark, which is a violation that makes none of its records doubtful.
  public var hasByteOrderMark = false

  /// Creates a file of which nothing is known.
  public init(log: ViolationLog) {
    self.log = log
  }

  /// Notes a rule that the file as a whole breaks.
  public mutating func add(_ rule: Rule, _ note: String, severity: Severity = .error, path: String) {
    var violation = Violation(rule, severity: severity, note: note)
    violation.file = path
    log.add(violation)
  }
}
