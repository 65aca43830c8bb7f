public import Bytes

/// One execution, as the ledger keeps it.
public struct RunRecord: Hashable, Sendable {
  /// Its number, counting up from 1.
  public var id: Int64
  /// The command, such as `run` or `upload`.
  public var command: String
  /// The machine's name.
  public var host: String
  /// The process number.
  public var processID: Int32
  /// When it began.
  public var started: Timestamp
  /// When it ended; nil while it runs, and for ever where it was killed.
  public var finished: Timestamp?
  /// Its exit code.
  public var exitCode: Int32?
  /// Its sums.
  public var counts: [RunCount] = []
}

/// One sum of a run, such as `voice` `delivered` 1 240.
public struct RunCount: Hashable, Sendable {
  /// The file kind.
  public var kind: String
  /// What was counted.
  public var name: String
  /// The sum.
  public var value: Int64

  /// Creates a sum.
  public init(kind: String, name: String, value: Int64) {
    self.kind = kind
    self.name = name
    self.value = value
  }
}
