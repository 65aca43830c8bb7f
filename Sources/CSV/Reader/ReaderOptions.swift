/// How exactly a reader holds a file to its dialect, and what it allows itself.
public struct ReaderOptions: Hashable, Sendable {
  /// What happens where a file breaks the rules.
  public enum Mode: String, Hashable, Sendable {
    /// It is an error.
    case strict
    /// It is mended as spreadsheets and CRMs mean it, and each mending is a warning with its place.
    case lenient
  }

  /// Strict or lenient.
  public var mode = Mode.strict
  /// The most bytes that a field may have as it stands in the file.
  public var fieldLimit = 64 << 20
  /// The most bytes that a record may have as it stands in the file; at most 1 GiB.
  public var recordLimit = 256 << 20
  /// The most fields that a record may have.
  public var columnLimit = 1 << 20
  /// Whether invalid UTF-8 and NUL bytes are errors; without, bytes come as they are.
  public var checksText = true
  /// Whether blank and duplicate column names are errors (renamed in lenient mode).
  public var checksHeader = true
  /// Whether a column without a name is no error but is given one, `column_3`, in strict mode too: a program that ends each
  /// line with a delimiter has such a column behind the others.
  public var namesBlankColumns = false
  /// The bytes asked for in one read.
  public var bufferSize = 256 << 10
  /// The most warnings kept; further ones are only counted.
  public var warningLimit = 1000
  /// Which kernels scan; `.best` but for tests.
  public var kernel = Kernel.best

  /// Creates the strict options.
  public init(mode: Mode = .strict) {
    self.mode = mode
  }

  /// The record limit that positions of 31 bits allow.
  var sizeLimit: Int { min(recordLimit, 1 << 30) }

  /// RFC 4180 to the letter.
  public static let strict = ReaderOptions()
  /// What real files need, each mending reported.
  public static let lenient = ReaderOptions(mode: .lenient)
}
