public import Files

/// Why a download did not begin.
public enum DownloadError: Error {
  /// Another process is fetching into this place.
  case locked(String)
  /// The place cannot be written to.
  case target(SystemError)
}
