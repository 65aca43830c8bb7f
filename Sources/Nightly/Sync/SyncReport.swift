public import Delivery

/// What a sync found and did.
public struct SyncReport: Sendable {
  /// A destination and what its lists came to.
  public struct Destination: Sendable {
    /// Its name.
    public var name: String
    /// Its address.
    public var address: String
    /// What was compared with, by kind: `server`, `ledger`, `nothing` or `unknown`.
    public var comparedWith: [(kind: String, origin: String)] = []
    /// The changes by kind.
    public var changes: [ListChanges] = []
    /// What is odd about the files on the server, in words.
    public var notes: [String] = []
    /// Why nothing was sent although something has changed: a list would shrink too much.
    public var refusal: String?
    /// Files that were sent, and their bytes.
    public var filesSent = 0
    /// Bytes that were sent.
    public var bytesSent: Int64 = 0
    /// Why the server could not be asked what it has, so that nothing was compared or sent.
    public var stopped: RemoteFailure?
    /// Files that have not arrived, with the reason.
    public var failures: [String] = []
    /// The exit code of what stopped or failed; 0 where all went well.
    public var code: Int32 = 0
    /// Whether something is to be sent, or was.
    public var hasWork = false
  }

  /// The run in the ledger; nil for a dry run.
  public var run: Int64?
  /// Whether nothing was to be sent.
  public var isDryRun = false
  /// What keeps the lists from being sent, and what is worth a look.
  public var problems: [ListProblem] = []
  /// The destinations in the configuration's order; none where a problem kept all of it back.
  public var destinations: [Destination] = []

  /// Whether the lists have mistakes, so that nothing was sent.
  public var isRefused: Bool { problems.contains { !$0.isWarning } }

  /// The exit code: what stopped a delivery, then what did not arrive, then what was refused.
  public var exitCode: Int32 {
    if let code = destinations.map(\.code).max(), code > 0 { return code }
    return isRefused || destinations.contains { $0.refusal != nil } ? 3 : 0
  }
}
