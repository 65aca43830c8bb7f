import Schema
import Sedric

/// The table that the rows of one file kind go to, or those of a vendor's results.
struct ImportTable: Sendable {
  /// The kind; nil for results.
  let kind: FileKind?
  /// The table's name.
  let name: String
  let fields: [Field]

  init(_ kind: FileKind, fields: [Field]) {
    self.kind = kind
    self.fields = fields
    name =
      switch kind {
      case .voice: "calls"
      case .chat: "messages"
      case .email: "emails"
      case .affiliates: "affiliates"
      case .properties: "properties"
      }
  }

  /// A table of results.
  init(results name: String, fields: [Field]) {
    kind = nil
    self.name = name
    self.fields = fields
  }
}

extension FieldType {
  /// Whether values are texts, and not JSON by themselves.
  var isText: Bool {
    switch self {
    case .string, .date, .timestamp: true
    case .integer, .number, .boolean, .object, .list: false
    }
  }
}

extension FileReport {
  /// Whether the name is one of a data file.
  var isTable: Bool { ["csv", "json", "jsonl"].contains(FileName(path).ending) }

  /// Whether it could be one of the vendor's files if it could be read: then nobody can say that nothing was left out.
  var isTornOfNoKind: Bool {
    kind == nil && (isUnreadable || isTable) && checked.log.groups.contains { $0.rule == .sourceError }
  }

  /// The file as one that is not taken.
  var refusal: ImportSummary.Refused? {
    reasonToRefuse.map { ImportSummary.Refused(path: path, violation: $0) }
  }

  /// The first violation that makes the file's records doubtful. What only its neighbours or the manifest break, a
  /// missing recording for instance, does not, and a byte order mark neither.
  var reasonToRefuse: Violation? {
    let tolerated: Set<Rule> = [.pairMissingAudio, .pairMissingCSV, .manifestExtraFile, .foreignKey]
    let doubtful = checked.log.groups.first { group in
      let isMark = checked.hasByteOrderMark && group.rule == .encodingError && checked.log.count(group) == 1
      return group.severity == .error && !tolerated.contains(group.rule) && !(isMark && group.field == nil)
    }
    guard let doubtful else { return nil }
    if let kept = checked.log.kept.first(where: { $0.severity == .error && $0.rule == doubtful.rule }) { return kept }
    return Violation(doubtful.rule, field: doubtful.field, note: doubtful.rule.advice).at(path)
  }
}

extension Violation {
  /// The violation in a file.
  func at(_ path: String) -> Violation {
    var violation = self
    violation.file = path
    return violation
  }
}
