public import Schema

/// What an import came to.
public struct ImportSummary: Sendable {
  /// A file that was not taken, with what is wrong first.
  public struct Refused: Sendable {
    /// The file.
    public let path: String
    /// What is wrong.
    public let violation: Violation
  }

  /// The number of records for each table, in the order of the tables.
  public var tables: [(name: String, records: Int)] = []
  /// The number of files taken.
  public var files = 0
  /// The files that were not taken.
  public var refused: [Refused] = []
  /// What was given and cannot be opened, with the system's reason.
  public var missing: [(path: String, reason: String)] = []
}
