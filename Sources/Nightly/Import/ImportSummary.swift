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
  /// What was found of the columns of results, by table.
  public var columns: [(table: String, column: String, type: ResultType)] = []
  /// The number of files taken.
  public var files = 0
  /// The files that were not taken.
  public var refused: [Refused] = []
  /// The data files of none of the vendor's kinds, which were passed over.
  public var unknown: [String] = []
  /// What was given and cannot be opened, with the system's reason.
  public var missing: [(path: String, reason: String)] = []
}
