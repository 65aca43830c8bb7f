import Bytes

/// The pattern in which a column's times are written.
struct TimeGuess {
  /// The pattern; nil for ISO 8601, which needs none.
  let pattern: String?
  /// Whether another pattern would read the same values as other times (day and month exchanged).
  let isAmbiguous: Bool
  /// Whether the times name no zone.
  let isLocal: Bool

  private static let patterns = [
    "dd/MM/yyyy HH:mm:ss", "MM/dd/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm", "MM/dd/yyyy HH:mm", "dd/MM/yyyy", "MM/dd/yyyy",
    "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm", "dd.MM.yyyy", "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm",
    "dd-MM-yyyy HH:mm:ss", "dd-MM-yyyy HH:mm", "MM/dd/yyyy h:mm a", "dd/MM/yyyy h:mm a", "MMM d, yyyy h:mm a",
  ]

  /// Reads the values by one pattern after the other; nil where none reads most of them.
  init?(_ column: ColumnSurvey) {
    if let iso = TimeGuess.reads(column, .iso8601) {
      (pattern, isAmbiguous, isLocal) = (nil, false, iso)
      return
    }
    // Ten or thirteen digits of this century are no number of an account.
    for (name, digits) in [("epoch-seconds", 10), ("epoch-milliseconds", 13)]
    where column.mostly({ $0.utf8.count == digits && $0.first == "1" && $0.allSatisfy(\.isNumber) }) {
      (pattern, isAmbiguous, isLocal) = (name, false, false)
      return
    }
    let fitting = TimeGuess.patterns.filter { TimeFormat(pattern: $0).flatMap { TimeGuess.reads(column, $0) } != nil }
    guard let first = fitting.first else { return nil }
    let exchanged = fitting.contains { $0 != first && $0.utf8.count == first.utf8.count }
    (pattern, isAmbiguous, isLocal) = (first, exchanged, true)
  }

  /// Whether the values are times of a format, and then whether some name no zone.
  private static func reads(_ column: ColumnSurvey, _ format: TimeFormat) -> Bool? {
    guard column.mostly({ format.parse($0) != nil }) else { return nil }
    return column.present.contains { format.parse($0).map { $0.timestamp == nil } ?? false }
  }
}
