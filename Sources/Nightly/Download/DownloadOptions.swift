/// What a download is asked for.
public struct DownloadOptions: Sendable {
  /// Which files are fetched.
  public var selection = FileSelection()
  /// Whether what stands at a file's local name, and is another, may be replaced.
  public var replaces = false
  /// Whether the local disk takes names for one that differ in case only; nil finds out.
  public var foldsCase: Bool?
  /// Seconds before the first new attempt after a lost connection; each further one waits twice as long.
  public var firstPause = 0.5

  /// Creates options that fetch all and replace nothing.
  public init() {}
}
