public import SFTP

/// How a download ended.
public struct DownloadOutcome: Sendable {
  /// Files fetched.
  public internal(set) var files = 0
  /// Bytes fetched.
  public internal(set) var bytes: Int64 = 0
  /// Files that were gone on with where an earlier download had stopped.
  public internal(set) var resumed = 0
  /// Files that were here already, of the same size and time.
  public internal(set) var present = 0
  /// Files whose SHA-256 is the one in the server's manifest.
  public internal(set) var verified = 0
  /// Files that the selection leaves out.
  public internal(set) var unselected = 0
  /// The number of files that were meant and are not here.
  public internal(set) var failureCount = 0
  /// Why, for the first of them.
  public internal(set) var failures: [SFTPError] = []

  /// Why the download ended before it had tried everything: the server was lost, or the disk is full.
  var end: SFTPError?
  /// The same, also where only the manifest was lost with a connection: what is here is not all that was asked for, or not
  /// as sure as it should be, for a reason that a later call may not meet.
  public var ending: SFTPError? { end ?? failures.first(where: \.endsConnection) }

  /// Failures that are kept; all are counted.
  static let mostFailures = 100

  /// Notes down a failure.
  mutating func add(_ failure: SFTPError) {
    failureCount += 1
    if failures.count < Self.mostFailures { failures.append(failure) }
  }
}
