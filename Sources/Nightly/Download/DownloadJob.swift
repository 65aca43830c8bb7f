import SFTP

/// A file on its way.
struct DownloadJob {
  let item: RemoteItem
  /// Where it goes.
  let target: String
  /// Where its bytes are gathered.
  var part: String
  /// What it was when it was listed, or looked at again.
  var version: FileVersion
  /// Bytes that are here already.
  var start: Int64 = 0
  /// Whether the end of these is being compared with the server's.
  var isComparing = false
  /// How often it has changed while it was fetched.
  var changes = 0
}
