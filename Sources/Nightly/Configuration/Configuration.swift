/// What `nightferry.json5` says: where the dump is, what becomes of it and where it goes.
///
/// Relative paths in the file start at the file's own folder, and are absolute or relative to the working folder here.
public struct Configuration: Sendable {
  /// The file that it was read from.
  public var path: String
  /// The dump.
  public var dump: DumpConfiguration
  /// The zone of local times, an IANA name; without one local times are rejects.
  public var timeZone: String?
  /// What a local time means that a clock change makes twice or never.
  public var onAmbiguous: AmbiguousTime
  /// The folder that recordings' paths start at.
  public var recordings: String?
  /// The folder that the vendor's files are written to.
  public var outbox: String
  /// The ledger's SQLite file.
  public var ledger: String
  /// The folder of the reports.
  public var reports: String
  /// The folder of the rejects.
  public var rejects: String
  /// How many rejects stop a run before anything is sent.
  public var maxRejects: RejectLimit?
  /// How many bytes the sorting of ungrouped rows may hold in memory.
  public var sortMemory: Int
  /// What is exported, in the order of the file kinds.
  public var exports: [ExportConfiguration]
  /// How affiliates and properties are kept equal to ours.
  public var lists: ListsConfiguration
  /// Where it is delivered to.
  public var destinations: [DestinationConfiguration]
  /// The file as it was read, for saying where each value comes from.
  let document: ConfigurationDocument
}

/// What a local time means that the clocks show twice, or skip.
public enum AmbiguousTime: String, CaseIterable, Sendable {
  /// The record is a reject.
  case reject
  /// The first of the two instants; for a skipped time, the one that the offset after the change gives.
  case earlier
  /// The second of the two; for a skipped time, the one that the offset before the change gives.
  case later
}

/// How many rejects are too many.
public enum RejectLimit: Hashable, Sendable {
  /// More than this many rejected records stop the run.
  case count(Int)
  /// More than this share of the records read, in thousandths of a percent.
  case share(Int)

  /// Whether `rejected` of `read` records are too many.
  func isExceeded(rejected: Int, read: Int) -> Bool {
    switch self {
    case .count(let limit): rejected > limit
    case .share(let limit): read > 0 && rejected * 100_000 > limit * read
    }
  }
}
