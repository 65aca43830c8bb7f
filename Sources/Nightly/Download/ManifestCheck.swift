import Bytes
import Delivery
import Files
import SFTP

/// The sums that a manifest on the server promises, as far as their files have not come yet.
struct ManifestCheck {
  private var sums: [String: SHA256Digest] = [:]

  /// Nothing promised.
  init() {}

  /// Reads a manifest that was fetched to a path.
  init(_ path: String) throws(OutboxError) {
    for entry in try Manifest.entries(of: path) { sums[entry.path] = entry.sha256 }
  }

  /// Compares a file that has come, and waits for it no longer where it is right: nil where nothing was promised of it.
  mutating func holds(_ place: RemotePath, _ path: String) throws(SystemError) -> Bool? {
    guard !sums.isEmpty, let name = place.text, let promised = sums[name] else { return nil }
    guard try FileHash.sha256(of: path) == promised else { return false }
    sums[name] = nil
    return true
  }

  /// Notes that a file is on the server and was passed over or failed.
  mutating func sawOnly(_ place: RemotePath) {
    if !sums.isEmpty, let name = place.text { sums[name] = nil }
  }

  /// The files that are promised and were not on the server, in order.
  var missing: [String] { sums.keys.sorted() }
}
