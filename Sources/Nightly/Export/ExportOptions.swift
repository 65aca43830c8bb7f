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

  /// Has a file of rejects read, `KIND.csv` as a run wrote it, in place of the kind's table.
  public mutating func add(retry path: String, of configuration: Configuration) throws(FlowError) {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    let kinds = configuration.exports.map(\.kind)
    // Files that were kept from earlier runs carry their time behind the kind, `voice-2026-11-19T020012Z.csv`, and people
    // save what they mended as `Voice (1).csv`.
    let kind = name.prefix { $0.isLetter }.lowercased()
    guard kinds.contains(kind) else {
      throw .usage(
        "--retry-rejects \(path): the file's name is not that of a kind that is exported",
        advice: "Let it begin with one of \(kinds.joined(separator: ", ")), as in voice-mended.csv.")
    }
    if retries[kind] != nil {
      throw .usage("--retry-rejects names two files of \(kind)", advice: "Give them one after the other.")
    }
    retries[kind] = path
  }
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
