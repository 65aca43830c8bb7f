/// One step of a `JSONScanner` through a text.
public enum JSONToken: Hashable, Sendable {
  /// A `{`.
  case objectStart
  /// A `}`.
  case objectEnd
  /// A `[`.
  case arrayStart
  /// A `]`.
  case arrayEnd
  /// A member's name, with its colon.
  case key
  /// A string.
  case string
  /// A number.
  case number
  /// The literal `true`.
  case `true`
  /// The literal `false`.
  case `false`
  /// The literal `null`.
  case null
  /// Nothing but blanks is left.
  case end
}
