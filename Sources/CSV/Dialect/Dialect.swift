/// How a file separates, quotes and spells its fields.
public struct Dialect: Hashable, Sendable {
  /// Which line ends close a record outside quotes.
  public enum LineEnding: String, CaseIterable, Hashable, Sendable {
    /// CRLF (RFC 4180) or LF, each as it comes.
    case crlfOrLF = "crlf-or-lf"
    /// CRLF only; a bare LF outside quotes is an error.
    case crlf
    /// CR only, as old Mac programs write.
    case cr
    /// CRLF, LF or CR, each as it comes.
    case any
  }

  /// The byte between fields.
  public var delimiter: UInt8 = UInt8(ascii: ",")
  /// The byte around fields that hold delimiters or line ends; nil where the file never quotes.
  public var quote: UInt8? = UInt8(ascii: "\"")
  /// The byte that takes the meaning from a delimiter, quote, line end or another such byte behind it; nil where quotes are
  /// doubled (RFC 4180 section 2.7).
  public var escape: UInt8?
  /// Which line ends close a record.
  public var lineEnding = LineEnding.crlfOrLF
  /// Whether the first record names the columns.
  public var hasHeader = true
  /// The byte that makes a line a comment where it stands first; nil where there are none.
  public var comment: UInt8?
  /// The physical lines before the header, or the first record, to leave out.
  public var skipLines = 0
  /// Whether a first line `sep=X`, as Excel writes, is obeyed and left out.
  public var honorsSeparatorLine = false
  /// How text is spelled in bytes.
  public var encoding = TextEncoding.utf8

  /// Creates RFC 4180: comma, double quote, CRLF or LF, a header, UTF-8.
  public init() {}

  /// Creates RFC 4180 with another delimiter.
  public init(delimiter: UInt8, hasHeader: Bool = true) {
    self.delimiter = delimiter
    self.hasHeader = hasHeader
  }

  /// RFC 4180: comma, double quote, CRLF or LF, a header, UTF-8.
  public static let rfc4180 = Dialect()

  /// Whether the kernels know everything that this dialect asks for; the rest goes byte by byte.
  var suitsKernels: Bool {
    escape == nil && comment == nil && (lineEnding == .crlfOrLF || lineEnding == .crlf)
  }

  /// What makes the dialect impossible to read, or nil.
  var contradiction: String? {
    let special = [delimiter, quote, escape, comment].compactMap { $0 }
    if Set(special).count < special.count { return "delimiter, quote, escape and comment must be different bytes" }
    if special.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) {
      return "delimiter, quote, escape and comment cannot be a line end or NUL"
    }
    if special.contains(where: { $0 >= 0x80 }) { return "delimiter, quote, escape and comment must be ASCII" }
    if skipLines < 0 { return "skipLines must not be negative" }
    return nil
  }
}
