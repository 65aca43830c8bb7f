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

  /// Creates a query for all deliveries.
  public init(since: Timestamp? = nil, until: Timestamp? = nil, id: [UInt8]? = nil, destination: String? = nil) {
    self.since = since
    self.until = until
    self.id = id
    self.destination = destination
  }
}
