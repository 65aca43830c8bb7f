/// Where parcels go: a server, or a folder that behaves like one. What a delivery asks of it, and nothing else.
///
/// The contract, which one conformance suite checks of every store:
/// - `submit` never blocks for the network; many operations may be under way, and replies come in any order.
/// - Every submitted operation is answered by exactly one `finished` with its tag, whatever happens, `progress` before it.
/// - An `upload` that is answered with success has been closed without an error, and `uploaded` tells the size that the
///   server then named, or nil where it was not asked.
/// - An operation that is answered with `connectionLost` or `stalled` may have happened or not. All that were under way on
///   that connection are answered so; the next `submit` connects anew.
/// - A `rename` with `replacing: false` never takes the place of an existing file.
/// - The store belongs to one thread.
public protocol RemoteStore: AnyObject {
  /// What the server can do. Asking may connect; before a connection could be made it says what is sure.
  var capabilities: RemoteCapabilities { get }

  /// How many connections are open now; nil where there are none to speak of.
  var connectionCount: Int? { get }

  /// Begins to connect where that takes its time, as about so many operations, which upload so many bytes, are sure to follow. What
  /// comes of it the first of them tells.
  func prepare(operations: Int, bytes: Int64)

  /// Begins an operation; `tag` comes back with its answer.
  func submit(_ operation: RemoteOperation, tag: UInt64)

  /// Waits for at least one event, at most `timeout` seconds (nil: for ever), and returns all that there are; none after
  /// the timeout, or at once when nothing is under way.
  func wait(timeout: Double?) -> [RemoteEvent]

  /// Ends the connections. What is under way is given up.
  func close()
}

extension RemoteStore {
  /// A folder has no connections.
  public var connectionCount: Int? { nil }

  /// Nothing: for stores that are there at once.
  public func prepare(operations: Int, bytes: Int64) {}
}

/// What a server and its profile allow.
public struct RemoteCapabilities: Hashable, Sendable {
  /// The profile's name, for the log: `openssh`, `aws-transfer`, `generic`, `folder`.
  public var profile: String
  /// Whether files are sent to temporary names and renamed into place. Where not, they are sent to their final names.
  public var usesTemporaryNames: Bool
  /// Whether a rename can take the place of an existing file in one step (`posix-rename@openssh.com`).
  public var canRenameOver: Bool
  /// Whether a file can be written from an offset, so that a cut-off one is gone on with.
  public var canResume: Bool
  /// Whether the server can be told to force a file to its disk (`fsync@openssh.com`).
  public var canSynchronize: Bool
  /// How many bytes at the end of a cut-off file may have holes, because the server does not write in the order of the
  /// requests; 0 where it does.
  public var unorderedBytes: Int64
  /// How many operations are worth having under way.
  public var maxInFlight: Int
  /// How large files are cut so that several connections carry them; nil where a file must be written in its order.
  public var parts: PartRules?

  /// Creates capabilities; what is not named is what the plainest POSIX server allows.
  public init(
    profile: String, usesTemporaryNames: Bool = true, canRenameOver: Bool = false, canResume: Bool = true,
    canSynchronize: Bool = false, unorderedBytes: Int64 = 0, maxInFlight: Int = 128, parts: PartRules? = nil
  ) {
    self.profile = profile
    self.usesTemporaryNames = usesTemporaryNames
    self.canRenameOver = canRenameOver
    self.canResume = canResume
    self.canSynchronize = canSynchronize
    self.unorderedBytes = unorderedBytes
    self.maxInFlight = maxInFlight
    self.parts = parts
  }
}
