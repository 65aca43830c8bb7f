/// What became of one file kind's records and parcels. All records read are exported, rejected or skipped.
public struct KindCounts: Hashable, Sendable {
  /// Records read from the source.
  public var read = 0
  /// Records that became part of a parcel that is to be delivered.
  public var exported = 0
  /// Records that were refused and stand in the rejects.
  public var rejected = 0
  /// Records whose parcel was delivered before with the same contents.
  public var unchanged = 0
  /// Good records whose interaction is held back, because another record of it was refused.
  public var held = 0
  /// Records that the run was not asked for: `where`, a time window, `--id`.
  public var filtered = 0
  /// Parcels that are to be delivered.
  public var parcels = 0
  /// Parcels that were delivered before with the same contents.
  public var unchangedParcels = 0
  /// Parcels of an earlier run that were not delivered yet and go out with this one.
  public var carriedParcels = 0
  /// The sizes of the files of the parcels that are to be delivered.
  public var bytes: Int64 = 0
  /// Seconds that the export took.
  public var seconds = 0.0
  /// How many records were refused for which error.
  public var rejectsByError: [String: Int] = [:]

  /// Creates counts of nothing.
  public init() {}

  /// Records that were read and are neither exported nor rejected.
  public var skipped: Int { unchanged + held + filtered }

  /// Whether every record read is accounted for.
  public var isBalanced: Bool { read == exported + rejected + skipped }
}
