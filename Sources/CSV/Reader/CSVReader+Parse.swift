extension CSVReader {
  /// Reads the next record byte by byte.
  mutating func parseNext(into record: inout CSVRecord) throws(CSVError) -> Progress {
    if scan.dropsRecord {
      (scan.dropsRecord, scan.dropsLine) = (false, true)
      return .indexed
    }
    if scan.start == scan.filled {
      if scan.isAtEnd { return .end }
      try fill()
      return .indexed
    }
    var parser = unsafe RecordParser(block.bytes, limit: scan.filled, isAtEnd: scan.isAtEnd, reader: self)
    switch parser.parse(from: scan.start) {
    case .needsMore:
      try readOn(&record, openField: parser.fieldStart, number: block.cells.count + 1)
      return .indexed
    case .comment(let next):
      goOn(at: next, extraLines: 0)
      return .indexed
    case .record(let end, let next):
      return try take(&record, end: end, next: next, parser) ? .filled : .indexed
    case .bad(let kind, let position, let end, let next):
      lend(&record, raw: scan.start..<end)
      number += 1
      record.number = number
      // A line end is judged when its field is closed already.
      let isLineEnd = kind == .bareLineFeed || kind == .bareCarriageReturn
      let error = error(kind, at: position, field: block.cells.count + (isLineEnd ? 0 : 1))
      goOn(at: next, extraLines: 0)
      throw error
    }
  }

  /// Reads twice as much as is there, so that parsing again from the record's start stays linear in all.
  private mutating func readOn(_ record: inout CSVRecord, openField: Int, number field: Int) throws(CSVError) {
    let size = scan.filled - scan.start
    let isFieldTooLarge = scan.filled - openField > options.fieldLimit
    guard isFieldTooLarge || size > options.sizeLimit else { return try fill(atLeast: size * 2) }
    let kind: CSVError.Kind =
      isFieldTooLarge ? .fieldTooLarge(limit: options.fieldLimit) : .recordTooLarge(limit: options.sizeLimit)
    lend(&record, raw: scan.start..<scan.filled)
    number += 1
    record.number = number
    let error = error(kind, at: openField, field: field)
    goOn(at: scan.filled, extraLines: 0)
    scan.dropsLine = true
    throw error
  }

  /// Hands out a record that was cut, or says what else is wrong with it.
  private mutating func take(
    _ record: inout CSVRecord, end: Int, next: Int, _ parser: RecordParser
  ) throws(CSVError) -> Bool {
    let start = scan.start
    lend(&record, raw: start..<end)
    show(block.cells, in: &record)
    number += 1
    record.number = number
    let isOpen = end == next && options.mode == .lenient
    let bad = firstBadByte(from: start, to: end)
    // Lines are told from the position before the reader moves on; a CR as line end is one more than LFs count.
    let mendings = parser.mendings.map { ($0.mending, error($0.kind, at: $0.position, field: $0.field)) }
    let closing = isOpen ? error(.missingLineEnd, at: end, field: nil) : nil
    defer { goOn(at: next, extraLines: parser.endedWithReturn ? 1 : 0) }
    if bad < end { throw badByte(at: bad, in: record) }
    for (mending, place) in mendings { warn(place, mending) }
    if let closing { warn(closing, .closedRecord) }
    if record.raw.count > options.fieldLimit { try checkFieldSizes(record) }
    return try checkCount(&record)
  }

  /// Starts afresh at `next`.
  mutating func goOn(at next: Int, extraLines: Int) {
    let line = block.line(at: next) + extraLines
    block.setLine(line, at: next)
    scan.restart(at: next)
    scan.lineAtScanned = line
  }

  /// Passes over the rest of a line, when no better place to go on is known.
  mutating func passLine() throws(CSVError) -> Progress {
    let endsAtReturn = dialect.lineEnding == .cr || dialect.lineEnding == .any
    var position = scan.scanned
    while position < scan.filled {
      let byte = unsafe block.bytes[position]
      position += 1
      if byte == 0x0A || (byte == 0x0D && endsAtReturn) {
        scan.dropsLine = false
        break
      }
    }
    goOn(at: position, extraLines: 0)
    if !scan.dropsLine { return .indexed }
    if scan.isAtEnd { return .end }
    try fill()
    return .indexed
  }
}
