public import Sedric

/// What files are read back into.
public enum ImportFormat: String, CaseIterable, Sendable {
  /// A folder with a file of JSON Lines for each table.
  case jsonl
  /// A folder with a CSV file for each table.
  case csv
  /// A SQLite file.
  case sqlite
}

/// What becomes of objects within cells.
public enum NestedCells: String, CaseIterable, Sendable {
  /// A column for each member.
  case columns
  /// One column with the JSON as it stands in the file.
  case json
}

/// What an import is asked for.
public struct ImportOptions: Sendable {
  /// The kind of all files; nil has each file's found by folder, name and header.
  public var kind: FileKind?
  /// Which of the files are read.
  public var selection = FileSelection()
  /// Whether the files are results of the vendor's, tables of which nothing is known beforehand.
  public var isResults = false
  /// What the files become.
  public var format: ImportFormat
  /// The file or folder that is made.
  public var output: String
  /// What becomes of objects within cells.
  public var nested = NestedCells.columns
  /// Folders whose files were fetched just now, and compared with their manifest then.
  public var fetched: [String] = []
  /// Whether what stands at `output` may be replaced.
  public var replaces = false

  /// Creates the options of an import that replaces nothing.
  public init(format: ImportFormat, output: String) {
    self.format = format
    self.output = output
  }
}
