/// How much a line of the log matters.
public enum LogLevel: String, CaseIterable, Comparable, Sendable {
  /// Something failed.
  case error
  /// Something is odd, and the work goes on.
  case warning
  /// A step of the work.
  case info
  /// What only a search for a fault needs.
  case debug

  /// syslog's number of it (RFC 5424 section 6.2.1), which systemd's journal reads as `<3>` before a line.
  var priority: Int {
    switch self {
    case .error: 3
    case .warning: 4
    case .info: 6
    case .debug: 7
    }
  }

  /// Whether `left` matters more than `right`.
  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.priority < right.priority }
}

/// How lines of the log are written.
public enum LogFormat: String, CaseIterable, Sendable {
  /// `2026-11-20T02:00:00Z info run=… message key=value`.
  case text
  /// A JSON object a line.
  case json
}
