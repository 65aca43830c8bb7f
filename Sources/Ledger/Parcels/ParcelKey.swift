/// What names a parcel in the ledger. Two ids are the same when their bytes are.
public struct ParcelKey: Hashable, Sendable {
  /// The destination's name in the configuration, or its URL.
  public var destination: String
  /// The file kind, such as `voice`.
  public var kind: String
  /// The parcel's id.
  public var id: [UInt8]

  /// Creates a key.
  public init(destination: String, kind: String, id: [UInt8]) {
    self.destination = destination
    self.kind = kind
    self.id = id
  }
}
