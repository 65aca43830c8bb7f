/// What a file of one kind holds; emitting, validating, reading back and documenting all go by it.
public struct FileSchema: Sendable {
  /// How the fields are laid out in the file.
  public enum Layout: Hashable, Sendable {
    /// CSV (RFC 4180, UTF-8, a header) with a column a field; `rows` is how many rows there are behind the header.
    case csv(rows: ClosedRange<Int>)
    /// A JSON array of objects with a member a field.
    case jsonList
    /// One JSON object with a member a field.
    case jsonObject
  }

  /// The stable name, as in `chat`.
  public let name: String
  /// The name for people.
  public let title: String
  /// What one file is, in a sentence or two.
  public let summary: String
  /// The vendor's page that says so.
  public let source: String
  /// How the fields are laid out.
  public let layout: Layout
  /// The fields in the order of the file.
  public let fields: [Field]
  /// The field whose value is the file's name without its extension, if there is one.
  public let identity: String?

  /// Declares a kind of file.
  public init(
    name: String, title: String, summary: String, source: String, layout: Layout, fields: [Field],
    identity: String? = nil
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.source = source
    self.layout = layout
    self.fields = fields
    self.identity = identity
  }

  /// The place of a field among the fields.
  public func index(of name: String) -> Int? {
    fields.firstIndex { $0.name == name }
  }
}
