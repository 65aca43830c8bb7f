/// A source record that could not become a parcel, as the ledger keeps it: its place and reason, never its cells.
public struct RejectRecord: Hashable, Sendable {
  /// The run that refused it; set by the ledger.
  public var run: Int64 = 0
  /// The file kind that it was meant for.
  public var kind: String
  /// The dump's file or table.
  public var file: String
  /// The line, from 1, where there are lines.
  public var line: Int?
  /// The record's id, where it has one.
  public var id: [UInt8]?
  /// The stable error name.
  public var error: String
  /// What is wrong, in a sentence.
  public var reason: String

  /// Creates a record.
  public init(kind: String, file: String, line: Int?, id: [UInt8]?, error: String, reason: String) {
    self.kind = kind
    self.file = file
    self.line = line
    self.id = id
    self.error = error
    self.reason = reason
  }
}
