public import Bytes

/// One parcel that a destination received, for the history.
public struct DeliveryRecord: Hashable, Sendable {
  /// The run that sent it.
  public var run: Int64
  /// What names it.
  public var key: ParcelKey
  /// The hash of what was sent.
  public var hash: SHA256Digest
  /// The size of its files together.
  public var bytes: Int64
  /// When it was published.
  public var publishedAt: Timestamp
  /// How often its sending was begun, 1 where it arrived at once.
  public var attempts: Int
  /// Where the destination was, as in `sftp://user@host/path`; nil where the ledger was not told.
  public var address: String?
  /// The folder there that the files' paths start at; nil where the ledger was not told.
  public var root: String?
  /// Its files in the order in which they became visible; none where the ledger is older than its list of them.
  public var files: [DeliveredFile] = []
}

/// A file as it was delivered.
public struct DeliveredFile: Hashable, Sendable {
  /// Where it went, relative to the destination's root.
  public var path: String
  /// Its size in bytes.
  public var size: Int64
  /// The hash of its contents.
  public var sha256: SHA256Digest

  /// Creates a record.
  public init(path: String, size: Int64, sha256: SHA256Digest) {
    self.path = path
    self.size = size
    self.sha256 = sha256
  }
}

/// Which deliveries are asked for; what is nil does not narrow.
public struct DeliveryQuery: Sendable {
  /// Published at or after.
  public var since: Timestamp?
  /// Published before.
  public var until: Timestamp?
  /// Of this id.
  public var id: [UInt8]?
  /// To this destination.
  public var destination: String?
  /// Only the newest delivery of each parcel.
  public var newestOnly = false

  /// Creates a query for all deliveries.
  public init(since: Timestamp? = nil, until: Timestamp? = nil, id: [UInt8]? = nil, destination: String? = nil) {
    self.since = since
    self.until = until
    self.id = id
    self.destination = destination
  }
}
