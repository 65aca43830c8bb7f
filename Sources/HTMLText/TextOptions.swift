/// How a mail's HTML becomes text.
public struct TextOptions: Sendable {
  /// Where a link's address goes when it says more than its text.
  public enum Links: String, Sendable, CaseIterable {
    /// Behind the text, as `text <https://example.com>`.
    case inline
    /// As `text [1]`, with a list at the end.
    case footnotes
    /// Nowhere.
    case none
  }

  /// How headings look.
  public enum Headings: String, Sendable, CaseIterable {
    /// As a paragraph.
    case plain
    /// With a line of `=` or `-` under them.
    case underlined
  }

  /// Where addresses go.
  public var links: Links = .inline
  /// How headings look.
  public var headings: Headings = .plain
  /// Whether `*bold*` and `_italic_` are marked.
  public var marksEmphasis = false
  /// Lines longer than this many columns are folded at spaces; nil leaves paragraphs as one line.
  public var width: Int?
  /// Whether text that a reader would not see is kept.
  public var keepsHidden = false
  /// The character set that the mail's header states, if any.
  public var charset: String?
  /// A mail longer than this is an error; 64 MiB.
  public var maximumBytes = 64 << 20
  /// Elements nested deeper than this are flattened and the result says so.
  public var maximumDepth = 1024

  /// The defaults.
  public init() {}
}
