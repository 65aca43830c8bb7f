/// How one record of the dump is mapped: which column became which field. Unlike a report it shows what the record holds.
public struct RecordExplanation: Sendable {
  /// One field of the vendor's file.
  public struct Field: Hashable, Sendable {
    /// The schema's name.
    public var name: String
    /// What the configuration fills it from, in words.
    public var source: String
    /// What it comes to; nil where it has no value.
    public var value: String?
    /// Why it cannot be filled.
    public var reason: String?
  }

  /// The file kind.
  public var kind: String
  /// The interaction's id as far as it has one.
  public var id: String
  /// The file, or table, in which the record stands.
  public var file: String
  /// The line in it.
  public var line: Int
  /// Each field that the configuration fills, in its order.
  public var fields: [Field]
  /// The source's columns that nothing uses.
  public var unused: [String]
  /// Why the record by itself is refused; nil for a good one.
  public var refusal: String?
}
