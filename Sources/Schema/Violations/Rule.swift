/// A rule that files keep to, under the stable name that reports and rejects use.
///
/// Where frictionless has a name for it, that is the name.
public enum Rule: String, CaseIterable, Hashable, Sendable {
  // Reading the file.

  /// The file cannot be read, vanished, or is empty.
  case sourceError = "source-error"
  /// Bytes that are not UTF-8, or a byte order mark.
  case encodingError = "encoding-error"
  /// The file's kind cannot be told from folder, name and header.
  case unknownKind = "unknown-kind"

  // CSV as RFC 4180 has it.

  /// A quote in a field that does not start with one.
  case strayQuote = "stray-quote"
  /// Something behind a closing quote.
  case textAfterQuote = "text-after-quote"
  /// A quote that is never closed.
  case unterminatedQuote = "unterminated-quote"
  /// A CR outside quotes without LF.
  case bareCarriageReturn = "bare-carriage-return"
  /// An LF outside quotes without CR.
  case bareLineFeed = "bare-line-feed"
  /// A NUL byte.
  case nulByte = "nul-byte"
  /// A field, a record or a header above the limits.
  case tooLarge = "too-large"
  /// An empty header.
  case blankHeader = "blank-header"
  /// A column without name.
  case blankLabel = "blank-label"
  /// A column's name that stands twice.
  case duplicateLabel = "duplicate-label"
  /// A column that the schema has not.
  case extraLabel = "extra-label"
  /// A column that is not there.
  case missingLabel = "missing-label"
  /// Columns in another order.
  case incorrectLabel = "incorrect-label"
  /// A row without any field.
  case blankRow = "blank-row"
  /// More fields than columns.
  case extraCell = "extra-cell"
  /// Fewer fields than columns.
  case missingCell = "missing-cell"
  /// Too few or too many rows.
  case tableDimensions = "table-dimensions"

  // Values.

  /// A value of another type.
  case typeError = "type-error"
  /// A value that is missing or out of its bounds.
  case constraintError = "constraint-error"
  /// A value that another row has too.
  case uniqueError = "unique-error"
  /// A reference to what is not there.
  case foreignKey = "foreign-key"
  /// A JSON file that is no JSON, or no list of objects.
  case jsonError = "json-error"
  /// A JSON object with one key twice.
  case duplicateKey = "duplicate-key"
  /// A JSON object with a key that the schema has not.
  case extraKey = "extra-key"
  /// A cell that differs from the rows above where all must be the same.
  case inconsistentCell = "inconsistent-cell"
  /// A row that is before the one above it in time.
  case rowOrder = "row-order"

  // Files among each other.

  /// A file whose name is not the id in it, or an id that cannot be a file's name.
  case fileName = "file-name"
  /// An id that another file has too.
  case duplicateID = "duplicate-id"
  /// A call's CSV without its MP3.
  case pairMissingAudio = "pair-missing-audio"
  /// A call's MP3 without its CSV.
  case pairMissingCSV = "pair-missing-csv"
  /// A second CSV for one call.
  case pairDuplicateCSV = "pair-duplicate-csv"
  /// A file whose bytes are not those that the manifest promises.
  case hashCount = "hash-count"
  /// A file in the manifest that is not in the folder.
  case manifestMissingFile = "manifest-missing-file"
  /// A file in the folder that is not in the manifest.
  case manifestExtraFile = "manifest-extra-file"
  /// A line of the manifest that `sha256sum -c` would not take.
  case manifestFormat = "manifest-format"

  // Audio.

  /// A recording that is not MPEG audio, layer III.
  case audioNotMPEG = "audio-not-mpeg"
  /// A WAV file under an MP3's name.
  case audioIsWAV = "audio-is-wav"
  /// A recording whose last frame is cut short.
  case audioTruncated = "audio-truncated"
  /// A recording with bytes between its frames that are no audio.
  case audioDamaged = "audio-damaged"
}
