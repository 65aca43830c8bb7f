/// What a sync is asked to do.
public struct SyncOptions: Sendable {
  /// Whether only the changes are worked out, and nothing is sent.
  public var isDryRun = false
  /// Whether a list may shrink by more than the configuration's `lists.maxRemoved`.
  public var allowsRemovals = false

  /// Creates the options of a plain sync.
  public init() {}
}
