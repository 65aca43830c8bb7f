import Bytes
import CByteScan

extension CSVReader {
  /// Looks closer at a record that is not plainly right; false where it is one to leave out.
  mutating func verify(_ record: inout CSVRecord) throws(CSVError) -> Bool {
    if scan.dropsRecord {
      scan.dropsRecord = false
      number -= 1
      return false
    }
    if record.raw.upperBound > scan.firstBadByte {
      let bad = scan.firstBadByte
      scan.firstBadByte = firstBadByte(from: scan.start, to: scan.checkedEnd)
      throw badByte(at: bad, in: record)
    }
    if record.raw.count > options.fieldLimit { try checkFieldSizes(record) }
    return try checkCount(&record)
  }

  /// Holds the record's number of fields against the one that is due.
  mutating func checkCount(_ record: inout CSVRecord) throws(CSVError) -> Bool {
    if record.count == expected { return true }
    let isBlank = record.raw.isEmpty
    if isBlank && (expected > 1 || (expected < 0 && options.mode == .lenient)) {
      if options.mode == .strict { throw error(.blankRow, at: record.raw.lowerBound, field: 1) }
      warn(error(.blankRow, at: record.raw.lowerBound, field: nil), .skippedLine)
      number -= 1
      return false
    }
    if expected < 0 {
      if record.count > options.columnLimit {
        throw error(.tooManyFields(limit: options.columnLimit), at: record.raw.lowerBound, field: options.columnLimit)
      }
      expected = record.count
      return true
    }
    let place = error(raggedness(record), at: record.raw.lowerBound, field: min(record.count, expected) + 1)
    if options.mode == .strict { throw place }
    warn(place, record.count < expected ? .filledCells : .keptCells)
    if record.count < expected { materialize(&record, width: expected) }
    return true
  }

  private func raggedness(_ record: borrowing CSVRecord) -> CSVError.Kind {
    record.count < expected
      ? .missingCell(expected: expected, found: record.count)
      : .extraCell(expected: expected, found: record.count)
  }

  /// Copies the record's fields into the block's store and fills it up with empty ones.
  private func materialize(_ record: inout CSVRecord, width: Int) {
    let cells = block.cells
    if record.quote != CSVRecord.noQuote {
      cells.removeAll()
      for field in 0..<record.count {
        let text = record[field]
        unsafe text.withUnsafeBufferPointer { text in
          if let start = text.baseAddress { unsafe cells.append(start, count: text.count) }
        }
        cells.endField(quoted: record.wasQuoted(field))
      }
    }
    while cells.count < width { cells.endField(quoted: false) }
    show(cells, in: &record)
  }

  /// Lets the record show the fields of the block's store.
  func show(_ cells: CellStore, in record: inout CSVRecord) {
    unsafe record.base = UnsafePointer(cells.bytes)
    unsafe record.ends = UnsafePointer(cells.ends)
    record.first = 0
    record.count = cells.count
    record.quote = CSVRecord.noQuote
  }

  /// Lets the record refer to a stretch of the block without fields.
  func lend(_ record: inout CSVRecord, raw: Range<Int>) {
    record.block = block
    record.count = 0
    record.raw = raw
    record.byteOffset = scan.offset + Int64(raw.lowerBound)
  }

  /// Refuses a field beyond the limit.
  func checkFieldSizes(_ record: borrowing CSVRecord) throws(CSVError) {
    for field in 0..<record.count where record[field].count > options.fieldLimit {
      throw error(.fieldTooLarge(limit: options.fieldLimit), at: record.raw.lowerBound, field: field + 1)
    }
  }
}
