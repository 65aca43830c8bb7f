/// How far a piece of work is.
public struct ProgressState: Hashable, Sendable {
  /// What is being done, one word: `export`, `upload`.
  public var phase: String
  /// What is counted, in the plural: `files`, `records`, `parcels`.
  public var unit: String
  /// How many of these are done.
  public var done: Int
  /// How many there will be; nil while that is not known.
  public var total: Int?
  /// Bytes done.
  public var bytes: Int64
  /// How many bytes there will be; nil while that is not known.
  public var totalBytes: Int64?
  /// Connections that are open; nil where there are none.
  public var connections: Int?
  /// What is being worked on now.
  public var names: [String]

  /// Creates a state.
  public init(
    phase: String, unit: String = "files", done: Int = 0, total: Int? = nil, bytes: Int64 = 0,
    totalBytes: Int64? = nil, connections: Int? = nil, names: [String] = []
  ) {
    self.phase = phase
    self.unit = unit
    self.done = done
    self.total = total
    self.bytes = bytes
    self.totalBytes = totalBytes
    self.connections = connections
    self.names = names
  }
}

/// How progress is shown.
public enum ProgressMode: String, CaseIterable, Sendable {
  /// `live` on a terminal, `none` elsewhere.
  case auto
  /// One line that is redrawn.
  case live
  /// A line every ten seconds, for logs.
  case plain
  /// A JSON object a second, for programs.
  case json
  /// Nothing.
  case none
}
