/// How a delivery behaves.
public struct DeliveryOptions: Sendable {
  /// How arrived files are checked, beside their size.
  public enum Verification: String, Sendable, CaseIterable {
    /// The size that the server names.
    case size
    /// Every file is read back and its SHA-256 compared.
    case readback
    /// The server hashes every file itself and its SHA-256 is compared; where it cannot, the file is read back.
    case remoteHash = "remote-hash"

    /// Whether the files' SHA-256 must be known beforehand.
    public var needsHashes: Bool { self != .size }
  }

  /// The destination's name in the ledger.
  public var destination: String
  /// The folder on the server below which the parcels' paths are; empty is where the login lands.
  public var root: String
  /// The run in the ledger.
  public var run: Int64
  /// The word in this run's temporary names, `.<name>.<token>.part`.
  public var token: String
  /// Whether other contents may take the place of what was delivered before.
  public var replaces: Bool
  /// How arrived files are checked.
  public var verification: Verification
  /// Whether missing folders are made on the server.
  public var makesFolders: Bool
  /// Whether the server is told to force files to its disk, where it can.
  public var synchronizes: Bool
  /// How many parcels are under way at once; nil lets the store decide.
  public var maxInFlight: Int?
  /// When and how often failed steps are tried again.
  public var retry: RetryPolicy
  /// Asked between events; when it says true, nothing further begins, and the delivery ends when what is under way is done.
  /// A later run goes on.
  public var isCancelled: @Sendable () -> Bool

  /// Creates options.
  public init(
    destination: String, root: String = "", run: Int64 = 0, token: String? = nil, replaces: Bool = false,
    verification: Verification = .size, makesFolders: Bool = true, synchronizes: Bool = false,
    maxInFlight: Int? = nil, retry: RetryPolicy = RetryPolicy(), isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.destination = destination
    self.root = root
    self.run = run
    self.token = token ?? TemporaryName.newToken()
    self.replaces = replaces
    self.verification = verification
    self.makesFolders = makesFolders
    self.synchronizes = synchronizes
    self.maxInFlight = maxInFlight
    self.retry = retry
    self.isCancelled = isCancelled
  }
}

/// When and how often something that failed is tried again: exponential back-off with jitter, and a budget.
public struct RetryPolicy: Hashable, Sendable {
  /// How often one parcel's failed step is tried again before the parcel is given up for this run.
  public var parcelRetries: Int
  /// How often in a row a connection is made anew without a single file arriving between.
  public var connectionRetries: Int
  /// How often the very first connection is tried again.
  public var firstConnectionRetries: Int
  /// The first wait, in seconds; each further one is twice as long.
  public var firstDelay: Double
  /// The longest wait, in seconds.
  public var longestDelay: Double

  /// Creates a policy.
  public init(
    parcelRetries: Int = 5, connectionRetries: Int = 6, firstConnectionRetries: Int = 2, firstDelay: Double = 0.5,
    longestDelay: Double = 30
  ) {
    self.parcelRetries = parcelRetries
    self.connectionRetries = connectionRetries
    self.firstConnectionRetries = firstConnectionRetries
    self.firstDelay = firstDelay
    self.longestDelay = longestDelay
  }

  /// The wait before retry number `attempt` (from 1), spread by `jitter` (0 to 1) over half to one and a half of its length.
  func delay(attempt: Int, jitter: Double) -> Double {
    var delay = firstDelay
    for _ in 1..<max(attempt, 1) where delay < longestDelay { delay *= 2 }
    return min(delay, longestDelay) * (0.5 + jitter)
  }
}
