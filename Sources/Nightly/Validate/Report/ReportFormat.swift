public import Bytes

/// How a validation's report is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people.
  case text
  /// For programs, in the shape of frictionless.
  case json
  /// A line for each violation.
  case csv
  /// For CI systems.
  case junit
}

extension ValidationReport {
  /// The report in a format. `color` is for the text on a terminal.
  public func write(_ format: ReportFormat, color: Bool = false, into buffer: inout ByteBuffer) {
    switch format {
    case .text: writeText(color: color, into: &buffer)
    case .json: writeJSON(into: &buffer)
    case .csv: writeCSV(into: &buffer)
    case .junit: writeJUnit(into: &buffer)
    }
  }
}
