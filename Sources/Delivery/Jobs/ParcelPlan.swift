import Bytes
import Ledger

/// All that a parcel's job needs to know, fixed at its beginning.
struct ParcelPlan {
  var files: [PlannedFile]
  var capabilities: RemoteCapabilities
  var verification: DeliveryOptions.Verification
  var synchronizes: Bool
  /// Whether what stands under the final names may be replaced without a look at it.
  var mayReplace: Bool
  /// What the ledger said before this run: nil for a parcel of which nothing can be on the server.
  var recorded: ParcelState?
  /// Whether there is no ledger: the server is then asked what it has, and a file of the same size that is not older than
  /// the local one is taken for it.
  var asksServer: Bool
  /// Whether the folders that the files go into were made by this delivery, so that the first attempt need not ask what
  /// is there.
  var isFirstThere = false
  /// Whether the final names are looked at before anything is sent, because files that the ledger does not know were found
  /// to be there already.
  var looksFirst = false
  /// Temporary files of earlier attempts, to be removed.
  var leftovers: [String] = []
}

/// A file of a parcel with its paths on the server.
struct PlannedFile {
  var localPath: String
  var finalPath: String
  var temporaryPath: String
  var size: Int64
  var modified: Timestamp
  var sha256: SHA256Digest?
  /// Whether it is sent in parts, which its temporary name tells too.
  var isCut = false
  /// The ranges that the ledger knows to have arrived.
  var arrived: [Range<Int64>] = []
}
