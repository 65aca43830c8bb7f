public import Files

/// What is wrong with a file, and where.
public struct CSVError: Error, Hashable, Sendable {
  /// The rule that is broken, or what else stopped the reading.
  public let kind: Kind
  /// The file's path, or what else the bytes are called.
  public let path: String
  /// The record's number, the first behind the header being 1; 0 in the header; nil where no record is meant.
  public var record: Int?
  /// The physical line, the first being 1.
  public var line: Int?
  /// The field's number within its record, the first being 1.
  public var field: Int?
  /// The column's name, where a header names it.
  public var column: String?
  /// The offset of the byte that broke the rule, in the text as UTF-8 and decompressed.
  public var byteOffset: Int64?
  /// Whether the next `next(into:)` goes on with the record behind the bad one.
  public var isRecoverable = false

  /// Creates an error.
  public init(kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }

  /// What can be wrong.
  public enum Kind: Hashable, Sendable {
    /// A quote stands in a field that does not start with one.
    case quoteInUnquotedField
    /// Something other than a delimiter or line end follows a closing quote.
    case textAfterQuote
    /// The file ends inside quotes.
    case unterminatedQuote
    /// A CR outside quotes is not followed by LF.
    case bareCarriageReturn
    /// An LF outside quotes stands without CR where the dialect wants CRLF.
    case bareLineFeed
    /// A NUL byte.
    case nulByte
    /// Bytes that are not text in the file's encoding.
    case invalidEncoding
    /// The record has fewer fields than the header or the first record.
    case missingCell(expected: Int, found: Int)
    /// The record has more fields than the header or the first record.
    case extraCell(expected: Int, found: Int)
    /// A line without any field.
    case blankRow
    /// A column without a name.
    case blankLabel
    /// Two columns of one name.
    case duplicateLabel
    /// The file has no header where one is due: it is empty.
    case missingHeader
    /// The file has no column of a name that is asked for.
    case missingLabel(String)
    /// A field's text is not the value that its column holds.
    case badValue(expected: String)
    /// The file ends right behind an escape byte.
    case danglingEscape
    /// The last record is not closed by a line end; RFC 4180 allows it, so this is only ever a warning.
    case missingLineEnd
    /// A field is larger than the limit.
    case fieldTooLarge(limit: Int)
    /// A record is larger than the limit.
    case recordTooLarge(limit: Int)
    /// A record has more fields than the limit.
    case tooManyFields(limit: Int)
    /// The dialect contradicts itself.
    case dialect(String)
    /// The bytes could not be read or written.
    case stream(StreamError)
  }

  /// The stable name of the rule, frictionless's where it has one.
  public var name: String {
    switch kind {
    case .quoteInUnquotedField: "stray-quote"
    case .textAfterQuote: "text-after-quote"
    case .unterminatedQuote: "unterminated-quote"
    case .bareCarriageReturn: "bare-carriage-return"
    case .bareLineFeed: "bare-line-feed"
    case .nulByte: "nul-byte"
    case .invalidEncoding: "encoding-error"
    case .missingCell: "missing-cell"
    case .extraCell: "extra-cell"
    case .blankRow: "blank-row"
    case .blankLabel: "blank-label"
    case .duplicateLabel: "duplicate-label"
    case .missingHeader: "blank-header"
    case .missingLabel: "missing-label"
    case .badValue: "type-error"
    case .danglingEscape: "dangling-escape"
    case .missingLineEnd: "missing-line-end"
    case .fieldTooLarge: "field-too-large"
    case .recordTooLarge: "record-too-large"
    case .tooManyFields: "too-many-fields"
    case .dialect: "dialect-error"
    case .stream: "source-error"
    }
  }
}
