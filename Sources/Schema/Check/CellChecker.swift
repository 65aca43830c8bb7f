import Bytes
import JSONText

/// Judges values by their fields, one cell or JSON value at a time, and keeps its memory from one to the next.
///
/// What a sorted or unique field holds is kept for the caller, who compares the rows.
public struct CellChecker: ~Copyable {
  let plan: SchemaPlan
  /// What the last check found, in the order of the text.
  public internal(set) var findings: [Finding] = []
  /// The instant in the plan's sorted field, in seconds since 1970, or nil where there was none.
  public internal(set) var sortedTime: Int64?
  /// The values of unique fields and of references that were met since `startRow`, as hashes.
  var keptValues: [(node: Int, fingerprint: Fingerprint)] = []
  var keys = JSONKeyTracker()
  var text = ByteBuffer(capacity: 1024)
  /// Whether all texts are known to be UTF-8, so that their JSON is not checked for it again.
  var textIsValidUTF8 = false
  /// The form of the last object, and the field that it was.
  var template: ObjectTemplate?
  var templateNode = -1
  var templatesLearned = 0
  var rowsByTemplate = 0

  /// Creates a checker for the fields of a plan.
  public init(_ plan: SchemaPlan) {
    self.plan = plan
  }

  /// Forgets what was found and kept, before the next row.
  public mutating func startRow() {
    if !findings.isEmpty { findings.removeAll(keepingCapacity: true) }
    if !keptValues.isEmpty { keptValues.removeAll(keepingCapacity: true) }
    sortedTime = nil
  }

  /// Judges the text of a CSV cell, or of anything else that has a text for each field, by the field `node` of the
  /// plan. An empty text is no value, unless `mayBeEmpty`: it then is an empty string.
  public mutating func checkCell(_ cell: Span<UInt8>, _ node: Int, mayBeEmpty: Bool = false) {
    if cell.isEmpty, !(mayBeEmpty && plan.nodes[node].shape == .string) {
      if plan.nodes[node].isRequired { missing(node) }
      return
    }
    switch plan.nodes[node].shape {
    case .string: checkText(cell, node)
    case .integer, .number: checkNumber(cell, node)
    case .boolean:
      if !cell.isEqual(to: "true"), !cell.isEqual(to: "false") { wrongType(node) } else { checkValues(cell, node) }
    case .date: if isDate(cell) { checkText(cell, node) } else { wrongType(node) }
    case .timestamp: checkTimestamp(cell, node)
    case .object, .list: checkJSON(cell, node)
    }
  }

  /// Notes a value that must be there and is not.
  public mutating func missing(_ node: Int) {
    add(.constraintError, node, "\(plan.label(node)) is required and has no value")
  }

  mutating func add(_ rule: Rule, _ node: Int, _ note: String, severity: Severity = .error) {
    findings.append(Finding(rule: rule, severity: severity, field: plan.paths[node], note: note))
  }

  mutating func wrongType(_ node: Int) {
    add(.typeError, node, "\(plan.label(node)) is not \(plan.fields[node].type.words)")
  }

  /// Judges a string's characters by the field's rule, length and values.
  mutating func checkText(_ text: Span<UInt8>, _ node: Int) {
    if plan.nodes[node].isUnique || plan.nodes[node].isReference { keptValues.append((node, Fingerprint(text))) }
    guard plan.nodes[node].limitsText || plan.nodes[node].isTooShortPerhaps(text) else { return }
    let constraints = plan.fields[node].constraints
    if let rule = constraints.text, !rule.check(text) {
      add(.constraintError, node, "\(plan.paths[node]) is not \(rule.words)", severity: rule.severity)
    }
    checkValues(text, node)
    guard constraints.minLength != nil || constraints.maxLength != nil else { return }
    let length = scalarCount(text)
    if let least = constraints.minLength, length < least {
      let fault = least == 1 ? "is empty" : "has \(length) characters and needs \(least)"
      add(.constraintError, node, "\(plan.paths[node]) \(fault)")
    }
    if let most = constraints.maxLength, length > most {
      add(.constraintError, node, "\(plan.paths[node]) has \(length) characters and may have \(most)")
    }
  }

  private mutating func checkValues(_ text: Span<UInt8>, _ node: Int) {
    guard plan.nodes[node].limitsText, let values = plan.fields[node].constraints.values else { return }
    for value in values where text.isEqual(to: value) { return }
    add(.constraintError, node, "\(plan.paths[node]) is not one of \(values.joined(separator: ", "))")
  }

  mutating func checkTimestamp(_ text: Span<UInt8>, _ node: Int) {
    guard let seconds = utcSeconds(text) else { return wrongType(node) }
    if plan.nodes[node].isSorted { sortedTime = seconds }
    checkText(text, node)
  }

  /// Judges a number by JSON's grammar, which has all that a CSV cell should hold.
  mutating func checkNumber(_ text: Span<UInt8>, _ node: Int) {
    var scanner = JSONScanner(text, checksKeys: false)
    guard let token = try? scanner.next(), token == .number, scanner.tokenEnd == text.count else {
      return wrongType(node)
    }
    if plan.nodes[node].shape == .integer, text.indices.contains(where: { isFractional(text[$0]) }) {
      return wrongType(node)
    }
    checkText(text, node)
    guard plan.nodes[node].limitsNumber, let number = Double(String(repairing: text)) else { return }
    let constraints = plan.fields[node].constraints
    if let least = constraints.minimum, number < least {
      add(.constraintError, node, "\(plan.paths[node]) is less than \(least)")
    }
    if let most = constraints.maximum, number > most {
      add(.constraintError, node, "\(plan.paths[node]) is more than \(most)")
    }
  }

  private func isFractional(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
  }
}

extension FieldType {
  /// The type in words that complete "is not …".
  public var words: String {
    switch self {
    case .string: "a text"
    case .integer: "a whole number"
    case .number: "a number"
    case .boolean: "true or false"
    case .date: "a day such as 2023-11-03"
    case .timestamp: "a time in UTC such as 2021-12-19T10:47:55Z"
    case .object: "a JSON object"
    case .list: "a JSON list"
    }
  }
}
