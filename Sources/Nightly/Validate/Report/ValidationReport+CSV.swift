import Bytes
import CSV
import Schema
import Sedric

extension ValidationReport {
  /// A line for each kept violation. `rowNumber` counts as frictionless does: a CSV file's header is row 1.
  func writeCSV(into buffer: inout ByteBuffer) {
    var encoder = CSVEncoder()
    let header = [
      "file", "kind", "severity", "type", "rowNumber", "lineNumber", "fieldNumber", "fieldName", "note", "cell",
    ]
    encoder.record(header, into: &buffer)
    for (path, reason) in missing {
      encoder.record(
        [path, "", Severity.error.rawValue, Rule.sourceError.rawValue, "", "", "", "", reason, ""], into: &buffer)
    }
    for file in files {
      for violation in file.checked.log.kept {
        let row = violation.rowNumber(isList: file.kind?.isList == true)
        encoder.record(
          [
            file.path, file.kind?.rawValue ?? "", violation.severity.rawValue, violation.rule.rawValue, text(row),
            text(violation.line), text(violation.fieldNumber), violation.fieldName ?? "", violation.note,
            violation.value.map { String(repairing: $0.span) } ?? "",
          ], into: &buffer)
      }
    }
  }

  private func text(_ number: Int?) -> String {
    number.map { String($0) } ?? ""
  }
}
