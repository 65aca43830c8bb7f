import CByteScan

extension CSVReader {
  /// What `advance` achieved.
  enum Progress {
    /// There may be indexed records now.
    case indexed
    /// The record was filled.
    case filled
    /// There are no more records.
    case end
  }

  /// Reads, indexes or parses on when no indexed record is left.
  mutating func advance(_ record: inout CSVRecord) throws(CSVError) -> Progress {
    record.release()
    ownBlock()
    if scan.dropsLine { return try passLine() }
    if scan.isViolated || !dialect.suitsKernels { return try parseNext(into: &record) }
    let waiting = scan.filled - scan.scanned
    if waiting >= 64 || (scan.isAtEnd && waiting > 0) {
      try indexWindow(&record)
    } else if !scan.isAtEnd {
      try fill()
    } else {
      return finishIndex()
    }
    return .indexed
  }

  /// Indexes the next window of whole 64-byte blocks, or all that is left at the end.
  private mutating func indexWindow(_ record: inout CSVRecord) throws(CSVError) {
    let waiting = scan.filled - scan.scanned
    var window = min(waiting, CSVReader.window)
    if !scan.isAtEnd || window < waiting { window &= ~63 }
    let kept = scan.fieldCount - scan.fieldCursor
    if scan.fieldCursor > 0 {
      unsafe block.fields.update(from: block.fields.advanced(by: scan.fieldCursor), count: kept)
      scan.fieldCursor = 0
    }
    block.reserveIndex(window: window, used: kept)
    let result = unsafe nf_csv_index(
      block.level, &kernelDialect, &scan.kernel, block.bytes, scan.scanned, scan.scanned + window,
      block.fields, kept, block.records, 0)
    scan.scanned = result.consumed
    scan.fieldCount = result.field_count
    scan.recordCount = result.record_count
    scan.recordCursor = 0
    scan.isViolated = result.violation
    scan.lineAtScanned += Int(result.line_feeds)
    checkText(result)
    if scan.recordCount == 0 { try checkLimits(&record) }
  }

  /// Closes the last record where no line end does; the end where nothing is open.
  private mutating func finishIndex() -> Progress {
    if scan.kernel.in_quote != 0 || scan.kernel.after_return != 0 {
      scan.isViolated = true
      return .indexed
    }
    guard scan.start < scan.filled else { return .end }
    if scan.dropsRecord {
      scan.start = scan.filled
      return .end
    }
    let kept = scan.fieldCount - scan.fieldCursor
    unsafe block.fields.update(from: block.fields.advanced(by: scan.fieldCursor), count: kept)
    block.reserveIndex(window: 1, used: kept)
    // An entry at the end of the text, where `fill` has put a line feed.
    let escaped: UInt32 = scan.kernel.escaped != 0 ? NF_ESCAPED : 0
    unsafe block.fields[kept] = UInt32(scan.filled) | escaped
    unsafe block.records[0] = UInt32(kept + 1)
    (scan.fieldCursor, scan.fieldCount, scan.recordCursor, scan.recordCount) = (0, kept + 1, 0, 1)
    scan.checkedEnd = scan.filled
    scan.firstBadByte = firstBadByte(from: scan.start, to: scan.filled)
    scan.kernel = nf_csv_state()
    if options.mode == .lenient {
      number += 1
      warn(error(.missingLineEnd, at: scan.filled, field: nil), .closedRecord)
      number -= 1
    }
    return .indexed
  }

  /// Refuses a record that grows beyond the limits before it is complete, and passes over the rest of it.
  private mutating func checkLimits(_ record: inout CSVRecord) throws(CSVError) {
    let open = unsafe scan.fieldCount == 0 ? scan.start : Int(block.fields[scan.fieldCount - 1] & NF_POSITION) + 1
    let kind: CSVError.Kind
    if scan.scanned - open > options.fieldLimit {
      kind = .fieldTooLarge(limit: options.fieldLimit)
    } else if scan.scanned - scan.start > options.sizeLimit {
      kind = .recordTooLarge(limit: options.sizeLimit)
    } else if scan.fieldCount > options.columnLimit {
      kind = .tooManyFields(limit: options.columnLimit)
    } else {
      return
    }
    let (field, start) = (scan.fieldCount - scan.fieldCursor + 1, scan.start)
    // The kernel keeps its state, so that the record's true end is found; only its bytes are let go.
    let wasDropping = scan.dropsRecord
    lend(&record, raw: start..<scan.scanned)
    scan.start = scan.scanned
    scan.fieldCursor = scan.fieldCount
    scan.dropsRecord = true
    if wasDropping { return }
    number += 1
    record.number = number
    throw error(kind, at: open, field: field)
  }
}
