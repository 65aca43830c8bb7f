public import Schema

/// What a validation found, file by file in the order of the paths.
public struct ValidationReport: Sendable {
  /// The files in the order of the paths that were given, then by name.
  public internal(set) var files: [FileReport] = []
  /// Paths that were given and are not there or cannot be opened, with the system's reason.
  public internal(set) var missing: [(path: String, reason: String)] = []
  /// The time that all took, in seconds.
  public internal(set) var seconds = 0.0

  /// The number of violations that make files invalid.
  public var errorCount: Int { files.reduce(0) { $0 + $1.checked.log.errorCount } }
  /// The number of violations that do not.
  public var warningCount: Int { files.reduce(0) { $0 + $1.checked.log.warningCount } }
  /// Whether nothing is wrong with any file, and there are files.
  public var isValid: Bool { errorCount == 0 && missing.isEmpty && !files.isEmpty }

  /// What a validation comes to.
  public enum Outcome: Sendable {
    /// All files are valid.
    case valid
    /// A file breaks a rule.
    case violations
    /// There was nothing to look at, or what is wrong is only that files cannot be read.
    case unreadable
  }

  /// What it comes to; with `failOnWarning` warnings count as violations.
  public func outcome(failOnWarning: Bool = false) -> Outcome {
    let unreadable = files.reduce(0) { $0 + ($1.isUnreadable ? 1 : 0) }
    if errorCount > unreadable || failOnWarning && warningCount > 0 { return .violations }
    return unreadable > 0 || !missing.isEmpty || files.isEmpty ? .unreadable : .valid
  }

  /// The kept violations of all files, in their order.
  public var violations: [Violation] { files.flatMap(\.checked.log.kept) }
}
