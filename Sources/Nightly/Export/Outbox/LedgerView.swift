import Bytes
import Delivery
import Ledger

/// What the ledger says of parcels that are being made: whether they need to be sent.
struct LedgerView {
  /// What would become of a parcel at all its destinations.
  enum Verdict {
    /// At least one destination does not have it.
    case send
    /// Every destination has it with these contents.
    case unchanged
    /// A destination has it with other contents, which may not be replaced.
    case conflict(destination: String)
  }

  let ledger: Ledger
  let destinations: [String]
  let mayReplace: Bool

  /// Whether the ledger has heard of the id at all; only then is it worth hashing the parcel's files early.
  func knows(kind: FileKindName, id: [UInt8]) throws(LedgerError) -> Bool {
    for destination in destinations {
      if try ledger.find(ParcelKey(destination: destination, kind: kind, id: id)) != nil { return true }
    }
    return false
  }

  /// The verdict on a parcel with these contents.
  func verdict(kind: FileKindName, id: [UInt8], hash: SHA256Digest) throws(LedgerError) -> Verdict {
    var isEverywhere = !destinations.isEmpty
    for destination in destinations {
      let key = ParcelKey(destination: destination, kind: kind, id: id)
      switch try ledger.verdict(on: key, hash: hash, mayReplace: mayReplace) {
      case .alreadyDelivered: continue
      case .conflict: return .conflict(destination: destination)
      default: isEverywhere = false
      }
    }
    return isEverywhere ? .unchanged : .send
  }
}

/// A file kind's name as the ledger keeps it.
typealias FileKindName = String
