/// What a column's type means for a record.
enum PostgresType {
  /// Text, and everything that is best shown as its text.
  case text
  /// Text with blanks behind it that do not count, `char(n)`.
  case paddedText
  /// A number.
  case number
  /// `true` or `false`.
  case boolean
  /// JSON.
  case json
  /// An instant.
  case instant
  /// An array or a row, which is read as JSON.
  case structure

  /// A type by its number in `pg_type`, which is fixed for these (`pg_type.dat` of PostgreSQL's sources).
  init?(number: UInt32) {
    switch number {
    case 16: self = .boolean
    case 20, 21, 23, 26, 700, 701, 1700: self = .number
    case 114, 3802: self = .json
    case 1184: self = .instant
    case 1042: self = .paddedText
    // text, varchar, name, uuid, date, time, timestamp, bytea
    case 25, 1043, 19, 2950, 1082, 1083, 1114, 17: self = .text
    default: return nil
    }
  }

  /// The column as it is selected, or nil where it needs nothing done to it.
  func selected(_ column: String) -> String? {
    switch self {
    case .paddedText: "\(column)::text"
    case .structure: "to_json(\(column))"
    default: nil
    }
  }
}
