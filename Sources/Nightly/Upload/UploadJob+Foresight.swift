import Bytes
import Delivery
import Ledger

/// What the ledger tells of a folder before its files are read.
extension UploadJob {
  /// Whether the server will have to be called, as far as that is seen before the files are read: there is no ledger, or one that
  /// knows nothing of one of the first parcels. Connecting and reading then take their time side by side.
  func isSomethingNew(_ parcels: [Parcel]) throws(LedgerError) -> Bool {
    guard let ledger = ledger?.ledger else { return !parcels.isEmpty }
    for parcel in parcels.lazy.filter(includes).prefix(64) {
      let key = ParcelKey(destination: target.name, kind: parcel.kind, id: parcel.id)
      if try ledger.find(key) == nil { return true }
    }
    return false
  }

  /// The hashes that an earlier run found of parcels that it did not bring to their end, by the parcel's place: where names,
  /// sizes and times are still those of then. A large file that was cut off is so gone on with at once.
  func knownHashes(_ parcels: [Parcel]) throws(LedgerError) -> [Int: [SHA256Digest]] {
    guard let ledger = ledger?.ledger, try !ledger.unfinishedFiles(of: target.name).isEmpty else { return [:] }
    var known: [Int: [SHA256Digest]] = [:]
    for (index, parcel) in parcels.enumerated() {
      let key = ParcelKey(destination: target.name, kind: parcel.kind, id: parcel.id)
      guard let record = try ledger.find(key, withFiles: true), record.state != .published, record.state != .refused,
        record.files.count == parcel.files.count, zip(parcel.files, record.files).allSatisfy(Self.isUnchanged)
      else { continue }
      known[index] = record.files.map(\.sha256)
    }
    return known
  }

  private static func isUnchanged(_ file: ParcelFile, _ record: FileRecord) -> Bool {
    file.size == record.size && file.modified == record.modified && file.sha256 ?? record.sha256 == record.sha256
      && SlashPath.name(of: file.remotePath).utf8.elementsEqual(SlashPath.name(of: record.path).utf8)
  }
}
