public import Schema

/// What a walk over a recording's frames found.
public struct AudioSummary: Sendable {
  /// The number of whole frames.
  public internal(set) var frames = 0
  /// The samples of each channel in those frames.
  public internal(set) var samples = 0
  /// In hertz; 0 where there is no frame.
  public internal(set) var sampleRate = 0
  /// 1 or 2; 0 where there is no frame.
  public internal(set) var channels = 0
  /// The file's size in bytes.
  public internal(set) var bytes: Int64 = 0
  /// What is wrong, without the file's name.
  public internal(set) var violations: [Violation] = []

  /// The playing time in seconds.
  public var seconds: Double {
    sampleRate == 0 ? 0 : Double(samples) / Double(sampleRate)
  }

  mutating func add(_ rule: Rule, _ note: String, severity: Severity = .error, at offset: Int64? = nil) {
    var violation = Violation(rule, severity: severity, note: note)
    violation.byteOffset = offset
    violations.append(violation)
  }
}
