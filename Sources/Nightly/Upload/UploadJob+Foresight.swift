import Bytes
import Delivery
import Ledger

/// What the ledger tells of a folder before its files are read.
extension UploadJob {
  /// About how many files and bytes of these parcels are to be sent, as far as that is seen before the files are read: all where there
  /// is no ledger, else the share that is new among the first parcels; nil where nothing is. Connecting and reading then take their time
  /// side by side.
  func expectedWork(_ parcels: [Parcel]) throws(LedgerError) -> (operations: Int, bytes: Int64)? {
    let files = parcels.reduce(0) { $0 + $1.files.count }
    let bytes = parcels.reduce(0) { $0 + $1.size }
    guard let ledger = ledger?.ledger else { return parcels.isEmpty ? nil : (files, bytes) }
    let looked = parcels.prefix(64)
    var new = 0
    for parcel in looked {
      let key = ParcelKey(destination: target.name, kind: parcel.kind, id: parcel.id)
      if try ledger.find(key) == nil { new += 1 }
    }
    return new == 0 ? nil : (max(1, files * new / looked.count), bytes * Int64(new) / Int64(looked.count))
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
