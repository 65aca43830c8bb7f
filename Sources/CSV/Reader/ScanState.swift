import CByteScan

/// Where a reader stands within its block. All positions count from the block's first byte.
struct ScanState {
  /// The end of the bytes that were read.
  var filled = 0
  /// The end of the bytes that were indexed.
  var scanned = 0
  /// The start of the next record to hand out.
  var start = 0
  /// The next record's first entry in the index of fields, and the index's end.
  var fieldCursor = 0
  var fieldCount = 0
  /// The next record to hand out in the index of records, and the index's end.
  var recordCursor = 0
  var recordCount = 0
  /// What the kernel carries from one window to the next.
  var kernel = nf_csv_state()
  /// Whether the kernel stopped at text that breaks a rule, somewhere behind the indexed records.
  var isViolated = false
  /// Whether the source has no more bytes.
  var isAtEnd = false
  /// Whether the rest of an oversized record is being passed over, by the index or by line ends.
  var dropsRecord = false
  var dropsLine = false
  /// The text offset of the block's first byte.
  var offset: Int64 = 0
  /// The physical line of `scanned`.
  var lineAtScanned = 1
  /// The first NUL or invalid byte within the complete records, or `Int.max`, and how far that is known.
  var firstBadByte = Int.max
  var checkedEnd = 0
  /// Whether the bytes from `start` to `scanned` may hold NUL or beyond ASCII.
  var mayHoldNUL = false
  var mayHoldText = false

  /// What a quoted field starts with.
  var quote = CSVRecord.noQuote

  init() {
    kernel.at_start = 1
  }

  /// Goes on at `position`, the start of a record, with nothing indexed.
  mutating func restart(at position: Int) {
    (start, scanned) = (position, position)
    (fieldCursor, fieldCount, recordCursor, recordCount) = (0, 0, 0, 0)
    kernel = nf_csv_state()
    kernel.at_start = 1
    (isViolated, mayHoldNUL, mayHoldText, firstBadByte) = (false, false, false, Int.max)
  }
}
