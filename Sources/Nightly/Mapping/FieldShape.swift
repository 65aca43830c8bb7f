/// What a schema's field takes, as far as the mapping must know.
enum FieldShape: Hashable, Sendable {
  /// Text as it is.
  case text
  /// An instant, written in UTC.
  case time
  /// A day, `YYYY-MM-DD`.
  case date
  /// `true` or `false`.
  case boolean
  /// A JSON array of texts.
  case list
  /// A JSON object.
  case object
}

/// A field that a mapping can fill.
struct TargetField: Hashable, Sendable {
  /// The schema's name, nested ones dotted (`message.text`).
  var name: String
  /// What it takes.
  var shape: FieldShape
}
