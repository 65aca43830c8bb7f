import Bytes
import CSV

extension CSVCheck {
  /// Compares the labels with the schema's fields.
  mutating func readHeader(_ labels: [String]) {
    file.labels = labels
    nodes = []
    if !labels.contains(where: { field(meantBy: $0) != nil }) {
      // What stands here may be the first row: it is not shown.
      file.labels = []
      nodes = Array(repeating: -1, count: labels.count)
      header(.incorrectLabel, nil, nil, "none of the columns is the vendor's; the header may be missing")
    } else {
      match(labels)
    }
    for (place, field) in schema.fields.enumerated() where !nodes.contains(place) {
      header(.missingLabel, nil, field.name, "the column \(field.name) is missing")
    }
  }

  private mutating func match(_ labels: [String]) {
    for (column, label) in labels.enumerated() {
      let place = schema.fields.firstIndex { $0.name.utf8.elementsEqual(label.utf8) }
      if let place, nodes.contains(place) {
        header(.duplicateLabel, column, label, "the column \(label) stands twice")
        nodes.append(-1)
      } else {
        nodes.append(place ?? -1)
        if place == nil { unknown(label, column) }
      }
    }
    let known = nodes.filter { $0 >= 0 }
    if known != known.sorted() {
      let order = schema.fields.map(\.name).joined(separator: ",")
      header(.incorrectLabel, nil, nil, "the columns are not in the vendor's order: \(order)", severity: .warning)
    }
  }

  private mutating func unknown(_ label: String, _ column: Int) {
    if label.utf8.allSatisfy(\.isBlank) {
      return header(.blankLabel, column, nil, "column \(column + 1) has no name")
    }
    let near = field(meantBy: label)
    let advice = near.map { "; it should be spelled \($0.name)" } ?? ""
    header(.extraLabel, column, label, "the vendor knows no column of this name\(advice)")
  }

  /// The field that a label names, blanks around it and letters' case aside.
  private func field(meantBy label: String) -> Field? {
    let plain = String(repairing: label.utf8.span.trimmed()).lowercased()
    return schema.fields.first { $0.name == plain }
  }

  private mutating func header(
    _ rule: Rule, _ column: Int?, _ name: String?, _ note: String, severity: Severity = .error
  ) {
    var violation = Violation(rule, severity: severity, field: name, note: note)
    violation.file = path
    violation.record = 0
    violation.line = 1
    violation.fieldNumber = column.map { $0 + 1 }
    file.log.add(violation)
  }

  /// Takes over what the checker found in a row.
  mutating func report(_ record: borrowing CSVRecord) {
    for finding in checker.findings {
      var violation = finding.violation
      violation.file = path
      violation.record = record.number
      violation.line = record.line
      violation.byteOffset = record.byteOffset
      if let column = column(of: finding.field) {
        violation.fieldNumber = column + 1
        if file.log.keepsValues, column < record.count { violation.value = record[column].array() }
      }
      file.log.add(violation)
    }
  }

  /// The column that holds a field, or the object that the field is in.
  private func column(of field: String) -> Int? {
    let head = field.utf8.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") }
    return file.labels.firstIndex { $0.utf8.elementsEqual(head) }
  }

  /// Takes over what stopped or disturbed the reading.
  mutating func report(_ error: CSVError) {
    var violation = Violation(error.rule, field: error.column, note: error.problem)
    violation.file = path
    violation.record = error.record
    violation.line = error.line
    violation.fieldNumber = error.field
    violation.byteOffset = error.byteOffset
    file.log.add(violation)
  }

  /// Judges what only the whole file shows.
  mutating func judgeWhole() {
    if bareLineFeeds > 0 {
      var violation = Violation(
        .bareLineFeed, severity: .warning, note: "lines end in LF; the vendor's format (RFC 4180) has CRLF")
      violation.file = path
      violation.line = firstBareLine
      file.log.add(violation)
    }
    guard file.log.errorCount == 0, case .csv(let allowed) = schema.layout, !allowed.contains(file.rows) else { return }
    let wanted =
      allowed.upperBound == allowed.lowerBound ? "exactly \(allowed.lowerBound)" : "at least \(allowed.lowerBound)"
    file.add(.tableDimensions, "the file has \(file.rows) rows behind its header and needs \(wanted)", path: path)
  }
}

extension CSVError {
  /// The rule that reports know the error by.
  var rule: Rule {
    switch kind {
    case .fieldTooLarge, .recordTooLarge, .tooManyFields: .tooLarge
    case .missingHeader, .stream, .dialect: .sourceError
    default: Rule(rawValue: name) ?? .sourceError
    }
  }
}
