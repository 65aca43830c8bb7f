public import Sedric

/// What a validation looks at and keeps.
public struct ValidationOptions: Sendable {
  /// The kind of all files; nil has each file's found by folder, name and header.
  public var kind: FileKind?
  /// The most violations kept over all files; all are counted.
  public var limit = 1000
  /// Whether kept violations have the values that broke the rule.
  public var keepsValues = false
  /// Which of the files are looked at.
  public var selection = FileSelection()
  /// The number of files checked at a time; nil is one for each processor.
  public var threads: Int?

  /// Creates the defaults.
  public init() {}
}
