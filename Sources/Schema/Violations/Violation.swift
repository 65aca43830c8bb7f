/// One broken rule and its place. It names fields and rules; what a cell holds is in `value` alone.
public struct Violation: Error, Hashable, Sendable {
  /// The broken rule.
  public var rule: Rule
  /// Whether it makes the file invalid.
  public var severity: Severity
  /// The file's path; empty while a parcel is made.
  public var file: String
  /// The row behind the header or the item of the list, from 1; 0 is the header; nil where the whole file is meant.
  public var record: Int?
  /// The physical line, from 1.
  public var line: Int?
  /// The column, from 1.
  public var fieldNumber: Int?
  /// The field, dotted where nested: `message.is_inbound`.
  public var fieldName: String?
  /// The offset in bytes from the start of the file, where it is known.
  public var byteOffset: Int64?
  /// What is wrong, in words that need no further context and never hold what a cell holds.
  public var note: String
  /// What stands there, to be shown only on request.
  public var value: [UInt8]?

  /// Creates a violation.
  public init(_ rule: Rule, severity: Severity = .error, field: String? = nil, note: String, value: [UInt8]? = nil) {
    self.rule = rule
    self.severity = severity
    file = ""
    fieldName = field
    self.note = note
    self.value = value
  }
}

extension Violation: CustomStringConvertible {
  /// `PLACE: NOTE [RULE]`.
  public var description: String {
    var place: [String] = file.isEmpty ? [] : [file]
    if let line { place.append("line \(line)") } else if let record, record > 0 { place.append("record \(record)") }
    if let fieldName { place.append(fieldName) }
    return "\(place.joined(separator: " "))\(place.isEmpty ? "" : ": ")\(note) [\(rule.rawValue)]"
  }
}

/// How much a broken rule matters.
public enum Severity: String, Comparable, Hashable, Sendable {
  /// The vendor should take the file all the same.
  case warning
  /// The vendor will not take the file, or will take it wrongly.
  case error

  /// Whether `left` matters less.
  public static func < (left: Severity, right: Severity) -> Bool {
    left == .warning && right == .error
  }
}
