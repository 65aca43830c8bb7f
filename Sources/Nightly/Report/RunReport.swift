public import Bytes

/// What one run says of itself: what was read, refused, sent and not sent, and why.
///
/// It names ids, files, fields and rules, never what a record holds.
public struct RunReport: Sendable {
  /// The run's number in the ledger; nil for a dry run.
  public var run: Int64?
  /// The program's version.
  public var version: String
  /// When it began.
  public var started: Timestamp
  /// When it ended.
  public var finished: Timestamp
  /// What the process ends with.
  public var exitCode: Int32 = 0
  /// Whether nothing was written or sent.
  public var isDryRun = false
  /// The configuration's file.
  public var configuration: String
  /// The dump.
  public var dump: String
  /// The outbox.
  public var outbox: String
  /// The folder of the rejects.
  public var rejectsFolder: String
  /// Ids that the run was asked for and that no record has.
  public var unknownIDs: [String] = []
  /// Each kind, in the order of the kinds.
  public var kinds: [KindReport] = []
  /// The first rejects; the whole list is in the folder of the rejects.
  public var rejects: [RejectedRecord] = []
  /// Each destination.
  public var destinations: [DestinationReport] = []
  /// What became of affiliates and properties, where the configuration has `lists` and the run was for all of them.
  public var lists: SyncReport?
  /// What stopped the run, in words; nil where every stage had its turn.
  public var failure: String?

  /// Seconds that it took.
  public var seconds: Double { finished.seconds(since: started) }

  /// All kinds together.
  public var total: KindReport {
    kinds.reduce(into: KindReport(kind: "all")) { $0.add($1) }
  }

  /// Whether every record read is exported, rejected or skipped, and every exported one delivered or pending.
  public var isBalanced: Bool {
    kinds.allSatisfy { $0.counts.isBalanced && $0.counts.exported == $0.delivered + $0.pending }
  }
}

/// One file kind in a report. Counts are records unless they are named parcels.
public struct KindReport: Sendable {
  /// The kind's name.
  public var kind: String
  /// What the export made of its records.
  public var counts = KindCounts()
  /// Exported records whose parcel is at every destination.
  public var delivered = 0
  /// Parcels of this export that are at every destination.
  public var deliveredParcels = 0
  /// The sizes of these parcels.
  public var deliveredBytes: Int64 = 0
  /// Parcels that an earlier run had left and that have arrived now.
  public var carriedDelivered = 0

  /// Exported records whose parcel is not at every destination yet.
  public var pending: Int { counts.exported - delivered }
  /// Parcels that are not at every destination yet.
  public var pendingParcels: Int { counts.parcels - deliveredParcels }

  /// Creates the report of nothing.
  public init(kind: String) {
    self.kind = kind
  }

  mutating func add(_ other: KindReport) {
    counts.add(other.counts)
    delivered += other.delivered
    deliveredParcels += other.deliveredParcels
    deliveredBytes += other.deliveredBytes
    carriedDelivered += other.carriedDelivered
  }
}

/// A parcel that took long.
public struct SlowParcel: Hashable, Sendable {
  /// The file kind.
  public var kind: String
  /// The id, as text.
  public var id: String
  /// The size of its files together, in bytes.
  public var bytes: Int64
  /// Seconds from its first step to its last.
  public var seconds: Double
}

/// One destination in a report. Counts are parcels.
public struct DestinationReport: Sendable {
  /// A parcel that is not there, and why.
  public struct Problem: Sendable {
    /// The file kind.
    public var kind: String
    /// The id, as text.
    public var id: String
    /// The reason in words.
    public var reason: String
  }

  /// The name in the configuration.
  public var name: String
  /// The address, without any secret.
  public var address: String
  /// Parcels that were sent.
  public var delivered = 0
  /// Parcels that were there before.
  public var skipped = 0
  /// Parcels that would replace other contents.
  public var conflicts = 0
  /// Parcels that did not arrive.
  public var failed = 0
  /// Parcels that were not sent, because the check of the outbox found a violation.
  public var withheld = 0
  /// Bytes that went over the line.
  public var bytesSent: Int64 = 0
  /// How often the connection was made anew.
  public var reconnects = 0
  /// Why files were read back although the server was to hash them; nil where that was not needed.
  public var readBackReason: String?
  /// Seconds that the delivery took.
  public var seconds = 0.0
  /// The server as it named itself, and its host key; nil for a folder, and where nobody was called.
  public var server: ReachedServer?
  /// How the bytes went over the line.
  public var throughput = Throughput()
  /// The parcels that took longest, the slowest first.
  public var slowest: [SlowParcel] = []
  /// The first parcels that are not there.
  public var problems: [Problem] = []
  /// What ended the delivery before its end.
  public var stopped: String?
  /// The exit code of that.
  public var stoppedCode: Int32?
}
