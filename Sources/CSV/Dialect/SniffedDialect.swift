/// A dialect told from the start of a file, with how sure that is and why.
public struct SniffedDialect: Hashable, Sendable {
  /// The dialect.
  public var dialect = Dialect()
  /// From 0, a guess, to 1, beyond doubt.
  public var confidence = 1.0
  /// What each part of the dialect was told from, as sentences without a full stop.
  public var reasons: [String] = []
  /// The line ends in the sample, inside quotes and out.
  public var lineEnds = LineEndCounts()
  /// Whether the text starts with a byte order mark.
  public var hasByteOrderMark = false

  /// How often each line end occurs.
  public struct LineEndCounts: Hashable, Sendable {
    /// CRLF pairs.
    public var crlf = 0
    /// LF without CR before it.
    public var lf = 0
    /// CR without LF behind it.
    public var cr = 0

    /// `CRLF`, `LF`, `CR`, several joined by ` and `, or `none`.
    public var description: String {
      let names = [(crlf, "CRLF"), (lf, "LF"), (cr, "CR")].filter { $0.0 > 0 }.map(\.1)
      return names.isEmpty ? "none" : names.joined(separator: " and ")
    }
  }

  /// Notes a reason and what it leaves of the confidence.
  mutating func note(_ reason: String, _ sureness: Double = 1) {
    reasons.append(reason)
    confidence = min(confidence, sureness)
  }
}
