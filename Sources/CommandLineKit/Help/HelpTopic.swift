/// A page that explains something that is no command.
public struct HelpTopic: Sendable {
  /// The word that asks for it, as in `help mapping`.
  public let name: String
  /// One line, without a full stop.
  public let summary: String
  /// Paragraphs; one whose lines are indented stays as it is.
  public let text: String

  /// Creates a page.
  public init(name: String, summary: String, text: String) {
    self.name = name
    self.summary = summary
    self.text = text
  }

  /// The page in lines of at most `width` columns.
  func page(width: Int) -> String {
    var page = HelpText(width: width)
    page.line("\(summary).")
    page.paragraphs(text)
    return page.text
  }
}
