import Schema

/// What all values of a column of results are.
public enum ResultType: String, CaseIterable, Sendable {
  /// Whole numbers of at most 18 digits.
  case integer
  /// Numbers that a double holds as they are written: at most 15 digits.
  case number
  /// `true` and `false`.
  case boolean
  /// Days, `2026-11-03`.
  case date
  /// Times with their day, as ISO 8601 has them.
  case datetime
  /// JSON arrays and objects.
  case json
  /// Anything.
  case text

  /// The schema's word for it. Times stay as they are written, which need not be in UTC.
  var fieldType: FieldType {
    switch self {
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .json: .object([], open: true)
    case .datetime, .text: .string
    }
  }
}
