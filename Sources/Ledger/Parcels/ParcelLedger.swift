public import Bytes

/// The part of a ledger that a delivery needs: take parcels on, keep them, say what became of them.
///
/// One machine's ledger is a SQLite file (`Ledger`); one for many machines can be a database server, where `claim` takes
/// rows that nobody else holds and `lease` says until when.
public protocol ParcelLedger: AnyObject {
  /// Takes parcels on for a run, in one durable step, and says of each what is to be done, in the same order.
  func claim(_ parcels: [ParcelClaim], for claimant: Claimant) throws(LedgerError) -> [ClaimResult]

  /// Keeps what the run has claimed until `lease`.
  func renew(run: Int64, lease: Timestamp) throws(LedgerError)

  /// Records which ranges of large files have arrived, in one durable step; what was recorded of those files before is forgotten.
  func record(_ arrivals: [ArrivedRanges]) throws(LedgerError)

  /// Records where parcels stand now, in one durable step.
  func record(_ transitions: [ParcelTransition], run: Int64, now: Timestamp) throws(LedgerError)
}

/// Who claims parcels, and with which rights.
public struct Claimant: Sendable {
  /// The run.
  public var run: Int64
  /// The word that its temporary names carry.
  public var token: String
  /// Whether it may send other contents for what was delivered before.
  public var mayReplace: Bool
  /// Until when it holds what it claims.
  public var lease: Timestamp
  /// The time.
  public var now: Timestamp

  /// Creates a claimant.
  public init(run: Int64, token: String, mayReplace: Bool = false, lease: Timestamp, now: Timestamp) {
    self.run = run
    self.token = token
    self.mayReplace = mayReplace
    self.lease = lease
    self.now = now
  }
}

/// A parcel that a run wants to deliver.
public struct ParcelClaim: Sendable {
  /// What names it.
  public var key: ParcelKey
  /// The hash of its contents.
  public var hash: SHA256Digest
  /// Its files in the order in which they become visible.
  public var files: [FileRecord]

  /// Creates a claim.
  public init(key: ParcelKey, hash: SHA256Digest, files: [FileRecord]) {
    self.key = key
    self.hash = hash
    self.files = files
  }
}

/// What is to be done with a parcel that was asked for.
public enum ClaimResult: Hashable, Sendable {
  /// Nothing of it can be on the server: send it, with this token in its temporary names. The record of an earlier
  /// attempt at other contents, or of what is to be replaced, comes along so that its leftovers can be removed.
  case send(token: String, replacing: ParcelRecord?)
  /// An earlier attempt at the same contents was cut off: ask the server how far it came and go on.
  case resume(ParcelRecord)
  /// An earlier attempt at other contents may have become visible: find out, record it, and claim again.
  case settle(ParcelRecord)
  /// These contents were delivered before.
  case alreadyDelivered(ParcelRecord)
  /// Other contents were delivered under this id, and the run may not replace them.
  case conflict(ParcelRecord)
}

/// What has arrived of a large file that is sent in parts.
public struct ArrivedRanges: Hashable, Sendable {
  /// What names the parcel.
  public var key: ParcelKey
  /// Which of its files, from 0, in the order in which they become visible.
  public var position: Int
  /// The ranges of its bytes, apart from each other.
  public var ranges: [Range<Int64>]

  /// Creates a note of ranges.
  public init(key: ParcelKey, position: Int, ranges: [Range<Int64>]) {
    self.key = key
    self.position = position
    self.ranges = ranges
  }
}

/// A parcel's step to a state.
public struct ParcelTransition: Hashable, Sendable {
  /// What names the parcel.
  public var key: ParcelKey
  /// The state that it is in now.
  public var state: ParcelState
  /// Why, where there is something to say.
  public var reason: String?

  /// Creates a transition.
  public init(key: ParcelKey, state: ParcelState, reason: String? = nil) {
    self.key = key
    self.state = state
    self.reason = reason
  }
}
