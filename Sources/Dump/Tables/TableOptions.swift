/// What is known of one table's files and need not be sniffed.
public struct TableOptions: Hashable, Sendable {
  /// The file's name or a pattern with `*` below the dump's folder; nil for the table's name with any known ending.
  public var file: String?
  /// How the file is written; nil to go by its ending.
  public var format: TableFormat?
  /// The delimiter between fields, one ASCII character.
  public var delimiter: UInt8?
  /// The quote around fields, one ASCII character.
  public var quote: UInt8?
  /// The escape character in quoted fields, where quotes are not doubled.
  public var escape: UInt8?
  /// The character set's name, as in `windows-1252`.
  public var encoding: String?
  /// Whether the first row names the columns.
  public var header: Bool?
  /// The columns' names where the file has none.
  public var columns: [String]?
  /// How many lines stand above the table.
  public var skipLines: Int?
  /// The character that starts a comment line.
  public var comment: UInt8?

  /// Whether members of nested JSON objects are columns of their own (`contact.email`), or the object one column of JSON.
  public var flattensObjects = true

  /// Creates options that leave all to sniffing.
  public init() {}
}

/// How a table's file is written.
public enum TableFormat: String, CaseIterable, Sendable {
  /// Rows of delimited fields.
  case csv
  /// One JSON object a line.
  case jsonl
  /// One JSON array of objects.
  case json
  /// A folder of messages, one a file (RFC 5322).
  case eml
  /// Messages in one file (RFC 4155).
  case mbox
}
