public import CSV
import Files

/// A CSV file opened the way it will be read: its dialect told from its start, or as the caller says.
public struct TablePreview: ~Copyable {
  /// What was told of the dialect, and why.
  public let sniffed: SniffedDialect
  /// The reader, in front of the first record.
  public var reader: CSVReader

  /// What the caller knows better.
  public struct Choices: Sendable {
    /// Whether the first record names the columns.
    public var hasHeader = true
    /// The delimiter, nil to have it told.
    public var delimiter: UInt8?
    /// The encoding, nil to have it told.
    public var encoding: TextEncoding?
    /// Strict, or lenient with every mending reported.
    public var mode = ReaderOptions.Mode.strict

    /// Creates choices that leave all to the file.
    public init() {}
  }

  /// Whether records that break the file's own rules are errors, and not mended.
  public let isStrict: Bool

  /// Opens a file, or standard input for `-`, and looks at its first 64 KiB.
  public init(path: String, choices: Choices = Choices()) throws(CSVError) {
    let (source, sniffed) = try TablePreview.open(path)
    var dialect = sniffed.dialect
    dialect.hasHeader = choices.hasHeader
    if let delimiter = choices.delimiter {
      dialect.delimiter = delimiter
      dialect.honorsSeparatorLine = false
      if sniffed.dialect.honorsSeparatorLine { dialect.skipLines = 1 }
    }
    if let encoding = choices.encoding { dialect.encoding = encoding }
    var rules = ReaderOptions(mode: choices.mode)
    rules.namesBlankColumns = true
    reader = try CSVReader(source: source, dialect: dialect, options: rules)
    self.sniffed = sniffed
    isStrict = choices.mode == .strict
  }

  private static func open(_ path: String) throws(CSVError) -> (PrefixedSource, SniffedDialect) {
    do throws(StreamError) {
      let source = try ByteSources.open(path: path)
      return (source, try Dialect.sniff(source: source))
    } catch {
      throw CSVError(kind: .stream(error), path: path == "-" ? "standard input" : path)
    }
  }
}
