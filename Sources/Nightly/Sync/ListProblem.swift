/// What keeps a list from being sent, or is worth a look.
public struct ListProblem: Hashable, Sendable {
  /// The rule's stable name, as in `unique-error`.
  public var rule: String
  /// The file kind.
  public var kind: String
  /// Where the record stands: `properties.csv line 7`.
  public var place: String
  /// Where the record stands that it quarrels with.
  public var otherPlace: String?
  /// The field.
  public var field: String?
  /// What is wrong, in a sentence with its full stop, without the record's contents.
  public var note: String
  /// Whether it is only worth a look.
  public var isWarning = false
}
