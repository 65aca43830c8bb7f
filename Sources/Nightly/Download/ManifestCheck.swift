import Bytes
import Delivery
import Files
import SFTP

/// The sums that a manifest on the server promises, as far as their files have not come yet.
struct ManifestCheck {
  /// By the bytes of the paths, as two that differ may be equal texts for Swift.
  private var sums: [RemotePath: SHA256Digest] = [:]

  /// Nothing promised.
  init() {}

  /// Reads a manifest that was fetched to a path.
  init(_ path: String) throws(OutboxError) {
    for entry in try Manifest.entries(of: path) { sums[RemotePath(entry.path)] = entry.sha256 }
  }

  /// Compares a file that has come, and waits for it no longer where it is right: nil where nothing was promised of it.
  mutating func holds(_ place: RemotePath, _ path: String) throws(SystemError) -> Bool? {
    guard !sums.isEmpty, let promised = sums[place] else { return nil }
    guard try FileHash.sha256(of: path) == promised else { return false }
    sums[place] = nil
    return true
  }

  /// Notes that a file is on the server and was passed over or failed.
  mutating func sawOnly(_ place: RemotePath) {
    if !sums.isEmpty { sums[place] = nil }
  }

  /// The files that are promised and were not on the server, in order.
  var missing: [String] { sums.keys.sorted { $0.bytes.span.compare(to: $1.bytes.span) < 0 }.compactMap(\.text) }
}
