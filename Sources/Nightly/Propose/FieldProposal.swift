/// What is proposed to fill one field.
struct FieldProposal {
  /// The schema's field.
  let field: String
  /// The value as JSON5 text.
  let value: String
  /// Why, for the comment beside it; nil where the names say it all.
  let why: String?
  /// The column, where it is one.
  let column: ColumnSurvey?
  /// How sure it is; 0 for what is only filled in.
  let score: Int
}

/// A text between quotes as JSON5 reads it.
public func json5Quoted(_ text: String) -> String {
  let escaped = text.unicodeScalars.map { scalar -> String in
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case "\u{0}"..<" ":
      "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2) + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }
  return "\"\(escaped.joined())\""
}
