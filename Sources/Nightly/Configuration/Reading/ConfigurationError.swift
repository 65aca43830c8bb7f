/// What is wrong with a configuration: where it stands, what it is, and how to mend it.
public struct ConfigurationError: Error, Hashable, Sendable {
  /// The configuration file's path as it was given.
  public var file: String
  /// The line in the file, from 1, where it is known.
  public var line: Int?
  /// The keys that lead to the place, as in `exports.voice.columns`; empty for the file as a whole.
  public var keyPath: String
  /// What is wrong.
  public var problem: String
  /// What to do about it.
  public var fix: String

  /// Creates an error.
  public init(file: String, line: Int? = nil, keyPath: String = "", problem: String, fix: String) {
    self.file = file
    self.line = line
    self.keyPath = keyPath
    self.problem = problem
    self.fix = fix
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// `nightferry.json5 line 12: exports.voice.from: PROBLEM. FIX.`
  public var description: String {
    let place = line.map { "\(file) line \($0)" } ?? file
    let keys = keyPath.isEmpty ? "" : "\(keyPath): "
    let end = fix.hasSuffix("?") ? "" : "."
    return "\(place): \(keys)\(problem). \(fix)\(end)"
  }
}
