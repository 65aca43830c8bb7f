/// One difference between the ledger and a server.
public struct HistoryFinding: Hashable, Sendable {
  /// What differs.
  public enum Kind: String, CaseIterable, Sendable {
    /// It was delivered and is not there.
    case missing
    /// What is there is not what was delivered.
    case different
    /// It is there, and this ledger knows nothing of it.
    case extra
    /// The server does not let it be looked at.
    case unknown
  }

  /// What differs.
  public var kind: Kind
  /// The destination's name.
  public var destination: String
  /// The path on the server.
  public var path: String
  /// What was delivered and what is there, in words.
  public var note: String
}
