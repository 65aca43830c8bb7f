/// Which fields a writer puts in quotes.
public enum QuotePolicy: String, CaseIterable, Hashable, Sendable {
  /// Those that must be: fields with the delimiter, a quote or a line end in them.
  case minimal
  /// Every field.
  case all
  /// Every field that is not a plain decimal number.
  case nonNumeric = "non-numeric"
}
