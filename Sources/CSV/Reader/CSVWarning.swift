/// One mending of a lenient reader: the rule that was broken and where.
public struct CSVWarning: Hashable, Sendable {
  /// The broken rule with its place.
  public let error: CSVError
  /// What was done about it.
  public let mending: Mending

  /// What a lenient reader does.
  public enum Mending: String, Hashable, Sendable {
    /// The quote was taken as a plain character.
    case keptQuote = "kept the quote as text"
    /// The text behind a closing quote was joined to the text within the quotes.
    case joinedText = "joined the text behind the quote to the field"
    /// Blanks between a closing quote and the next delimiter were left out.
    case droppedBlanks = "left out the blanks behind the quote"
    /// The CR was taken as a line end.
    case tookReturnAsLineEnd = "took the carriage return as a line end"
    /// The LF was taken as a line end.
    case tookFeedAsLineEnd = "took the line feed as a line end"
    /// Missing fields were filled in as empty.
    case filledCells = "filled in empty fields"
    /// Extra fields were kept behind the named ones.
    case keptCells = "kept the extra fields"
    /// The blank line was left out.
    case skippedLine = "left out the blank line"
    /// The column got a name of its own.
    case renamedColumn = "renamed the column"
    /// The last record was taken although no line end closes it.
    case closedRecord = "closed the last record"
    /// The escape byte at the end was taken as a plain character.
    case keptEscape = "kept the escape byte as text"
  }
}
