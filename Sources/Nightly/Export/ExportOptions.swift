public import Bytes

/// What an export is asked to do besides what the configuration says.
public struct ExportOptions: Sendable {
  /// The outbox, where it is another than the configuration's.
  public var outbox: String?
  /// Whether nothing is written but what is counted.
  public var isDryRun = false
  /// Whether records may replace what was delivered under the same id with other contents.
  public var replaces = false
  /// Only interactions with one of these ids; empty for all.
  public var ids: [[UInt8]] = []
  /// Only records of this time window.
  public var window: TimeWindow = .configured
  /// Files of rejects that are read instead of the dump's tables, by kind.
  public var retries: [String: String] = [:]

  /// Creates the options of a plain night.
  public init() {}
}

/// Which records are taken by their time.
public enum TimeWindow: Hashable, Sendable {
  /// As the configuration says: from the watermark on where an export has `since`, all otherwise.
  case configured
  /// All records.
  case full
  /// From the first instant on, and before the second; either may be open.
  case range(from: Timestamp?, to: Timestamp?)
}
