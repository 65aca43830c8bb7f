/// What came of one parcel in this run.
public enum ParcelOutcome: Hashable, Sendable {
  /// It was sent, checked and made visible.
  case delivered
  /// It was delivered before with the same contents; nothing was sent.
  case alreadyDelivered
  /// Other contents stand under its id or its names, and may not be replaced; the reason says which.
  case conflict(reason: String)
  /// It did not arrive; a later run goes on with it.
  case failed(RemoteFailure)
  /// It was not tried, as the delivery ended before; a later run sends it.
  case notTried(reason: String)
}

/// A parcel and what came of it.
public struct ParcelResult: Sendable {
  /// The file kind.
  public var kind: String
  /// The parcel's id.
  public var id: [UInt8]
  /// The size of its files together.
  public var size: Int64
  /// What came of it.
  public var outcome: ParcelOutcome
  /// Seconds from its first step to its last, waits included; 0 for a parcel that was not begun.
  public var seconds = 0.0
}

/// The sums of one file kind.
public struct KindSummary: Hashable, Sendable {
  /// Parcels sent and made visible.
  public var delivered = 0
  /// Parcels that had been delivered before.
  public var skipped = 0
  /// Parcels that would replace other contents.
  public var conflicts = 0
  /// Parcels that did not arrive, tried or not.
  public var failed = 0
  /// The sizes of the delivered parcels together.
  public var bytes: Int64 = 0
}

/// What a delivery came to.
public struct DeliverySummary: Sendable {
  /// Every parcel, in the order in which they were given.
  public var parcels: [ParcelResult] = []
  /// What ended the delivery before its end: a login or host key refused, the server gone, the disk full, the ledger
  /// unwritable, or an interruption; nil where every parcel had its turn.
  public var stopped: DeliveryStop?
  /// Why files were read back although the server was to hash them; nil where that was not needed.
  public var readBackReason: String?
  /// The bytes that went over the line, retries included.
  public var bytesSent: Int64 = 0
  /// How often a connection was lost and made anew.
  public var reconnects = 0
  /// How long it took.
  public var seconds: Double = 0

  /// The sums by file kind.
  public var kinds: [String: KindSummary] {
    var kinds: [String: KindSummary] = [:]
    for parcel in parcels {
      switch parcel.outcome {
      case .delivered:
        kinds[parcel.kind, default: KindSummary()].delivered += 1
        kinds[parcel.kind, default: KindSummary()].bytes += parcel.size
      case .alreadyDelivered: kinds[parcel.kind, default: KindSummary()].skipped += 1
      case .conflict: kinds[parcel.kind, default: KindSummary()].conflicts += 1
      case .failed, .notTried: kinds[parcel.kind, default: KindSummary()].failed += 1
      }
    }
    return kinds
  }

  /// The sums of all kinds together.
  public var total: KindSummary {
    kinds.values.reduce(into: KindSummary()) { sum, kind in
      sum.delivered += kind.delivered
      sum.skipped += kind.skipped
      sum.conflicts += kind.conflicts
      sum.failed += kind.failed
      sum.bytes += kind.bytes
    }
  }
}

/// Why a delivery ended before every parcel had its turn.
public enum DeliveryStop: Hashable, Sendable {
  /// The server, or the way to it.
  case remote(RemoteFailure)
  /// The ledger could not be written.
  case ledger(String)
  /// Somebody asked for it.
  case cancelled
}

/// How far a delivery is.
public struct DeliveryProgress: Hashable, Sendable {
  /// Parcels that are to be sent.
  public var parcels = 0
  /// Of these, how many have arrived.
  public var delivered = 0
  /// How many have not and will not in this run.
  public var failed = 0
  /// The bytes of the parcels that are to be sent.
  public var bytes: Int64 = 0
  /// The bytes of these that the server has acknowledged.
  public var bytesSent: Int64 = 0
  /// Connections that are open; nil where there are none to speak of.
  public var connections: Int?
  /// Some of the parcels that are under way, those longest under way first, as `voice/C-0001`.
  public var names: [String] = []
  /// Seconds since the beginning.
  public var seconds: Double = 0
  /// Whether the connection is lost, and how long until the next try.
  public var secondsToReconnect: Double?
}
