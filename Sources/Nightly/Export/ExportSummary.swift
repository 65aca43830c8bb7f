import Bytes

/// What an export came to.
public struct ExportSummary: Sendable {
  /// The outbox.
  public var outbox: String
  /// The counts of each kind that was exported, in the order of the kinds.
  public var kinds: [(kind: String, counts: KindCounts)] = []
  /// The first rejects of each kind, and where the whole list is.
  public var rejects: [RejectedRecord] = []
  /// The folder of the rejects.
  public var rejectsFolder: String
  /// Parcels of an earlier run that were not delivered yet and are in the outbox again.
  var carried: Set<ParcelName> = []
  /// Where the watermark of each kind with `since` goes when all is delivered.
  var watermarks: [String: Timestamp] = [:]
  /// Ids that were asked for and that no record has.
  public var unknownIDs: [String] = []
  /// Seconds that it took.
  public var seconds = 0.0

  /// All kinds together.
  public var total: KindCounts {
    kinds.reduce(into: KindCounts()) { $0.add($1.counts) }
  }
}

/// A refused record as reports name it: its place and the reason, never its contents.
public struct RejectedRecord: Hashable, Sendable {
  /// The file kind.
  public var kind: String
  /// The id as far as it has one, as text.
  public var id: String
  /// The source's file.
  public var file: String
  /// The line in it.
  public var line: Int
  /// The error's stable name.
  public var error: String
  /// The schema's field, where it is one.
  public var field: String?
  /// The reason in words.
  public var reason: String
}

extension KindCounts {
  /// Adds another kind's counts.
  public mutating func add(_ other: KindCounts) {
    read += other.read
    exported += other.exported
    rejected += other.rejected
    unchanged += other.unchanged
    held += other.held
    filtered += other.filtered
    parcels += other.parcels
    unchangedParcels += other.unchangedParcels
    carriedParcels += other.carriedParcels
    bytes += other.bytes
    seconds += other.seconds
    rejectsByError.merge(other.rejectsByError) { $0 + $1 }
  }
}
