import CByteScan
public import Files

/// Reads CSV records one after the other from a file, standard input or memory, in flat memory.
///
/// ```swift
/// var reader = try CSVReader(path: "calls.csv")
/// var record = CSVRecord()
/// while try reader.next(into: &record) { use(record[0]) }
/// ```
///
/// Kernels index well-formed text (see `nf_csv_index`); a record that breaks a rule is read again byte by byte, which
/// either finds the exact error or, in lenient mode, mends it.
public struct CSVReader: ~Copyable {
  private(set) var source: any ByteSource
  /// The file's path, or what else the bytes are called.
  public private(set) var path: String
  /// How the file is read; the delimiter is that of a `sep=` line where one was obeyed.
  public internal(set) var dialect: Dialect
  private let givenDialect: Dialect
  let options: ReaderOptions
  /// The columns' names; empty where the dialect has no header.
  public internal(set) var header: [String] = []
  var columns: [[UInt8]: Int] = [:]
  /// The header as it stands in the text, where nothing was wrong with it.
  var headerText: [UInt8]?
  /// Whether the header is byte for byte that of the source before, after a `restart`.
  public internal(set) var hasSameHeader = false
  /// The mendings of a lenient reader so far, at most `ReaderOptions.warningLimit`.
  public internal(set) var warnings: [CSVWarning] = []
  /// All mendings so far, also those that are not in `warnings`.
  public internal(set) var warningCount = 0
  /// The bytes of the header's line end: 2 for CRLF, 1 for LF or CR, 0 for none.
  public internal(set) var headerLineEnd = 0
  /// The number of fields that each record must have; -1 before the first record.
  var expected = -1
  var block: RecordBlock
  var scan = ScanState()
  var kernelDialect = nf_csv_dialect()
  var classes: ByteClasses
  /// The number of the record handed out last; the header is 0.
  var number: Int

  /// Opens a file, or standard input for `-`, decompresses gzip and zstd, and reads the header.
  public init(path: String, dialect: Dialect = .rfc4180, options: ReaderOptions = .strict) throws(CSVError) {
    try self.init(text: CSVReader.open(path, dialect.encoding), dialect, options)
  }

  /// Reads bytes in memory, named `name` in messages, and the header.
  public init(
    bytes: [UInt8], name: String = "memory", dialect: Dialect = .rfc4180, options: ReaderOptions = .strict
  ) throws(CSVError) {
    try self.init(source: MemorySource(bytes, name: name), dialect: dialect, options: options)
  }

  /// Reads what a source yields, decompressed where it is gzip or zstd, and the header.
  public init(
    source: any ByteSource, dialect: Dialect = .rfc4180, options: ReaderOptions = .strict
  ) throws(CSVError) {
    try self.init(text: CSVReader.open(source, dialect.encoding), dialect, options)
  }

  /// Reads what a source yields as it comes, UTF-8 that is not compressed, and the header. `skipped` bytes of the text were
  /// passed over before.
  public init(
    plain source: any ByteSource, skipped: Int = 0, dialect: Dialect = .rfc4180, options: ReaderOptions = .strict
  ) throws(CSVError) {
    try self.init(text: (source, skipped), dialect, options)
  }

  private init(
    text: (source: any ByteSource, skipped: Int), _ dialect: Dialect, _ options: ReaderOptions
  ) throws(CSVError) {
    source = text.source
    path = source.name
    self.dialect = dialect
    givenDialect = dialect
    self.options = options
    scan.offset = Int64(text.skipped)
    classes = ByteClasses(dialect)
    number = dialect.hasHeader ? -1 : 0
    block = RecordBlock(
      capacity: max(options.bufferSize, 1) + CSVReader.window, level: options.kernel.usable,
      delimiter: dialect.delimiter)
    try begin()
  }

  /// Begins again with another source like that of `init(plain:)`, in the memory of the one before, the dialect and options
  /// being the same; a header that is the same costs nothing.
  ///
  /// Records that were lent keep what they hold.
  public mutating func restart(plain source: any ByteSource, skipped: Int = 0) throws(CSVError) {
    self.source = source
    path = source.name
    dialect = givenDialect
    (warnings, warningCount, expected) = ([], 0, -1)
    number = dialect.hasHeader ? -1 : 0
    scan = ScanState()
    scan.offset = Int64(skipped)
    let capacity = max(options.bufferSize, 1) + CSVReader.window
    // A block that a long record made larger is let go of.
    if block.capacity > 2 * capacity || !isKnownUniquelyReferenced(&block) {
      block = RecordBlock(capacity: capacity, level: block.level, delimiter: dialect.delimiter)
    }
    block.setLine(1, at: 0)
    try begin()
  }

  /// The bytes indexed in one call of the kernel: few enough that text and index are still in the nearest cache when
  /// their fields are looked at.
  static let window = 16 << 10

  /// The place of a column by its name, byte for byte; resolve once, then use the number for each record.
  public func column(_ name: String) -> Int? {
    columns[Array(name.utf8)]
  }

  /// The number of fields that each record has; nil before the first record of a file without header.
  public var columnCount: Int? { expected < 0 ? nil : expected }

  /// The bytes of the line end behind the record that was handed out last: 2 for CRLF, 1 for LF or CR, 0 for none.
  @inline(__always)
  public func lineEnd(behind record: borrowing CSVRecord) -> Int {
    min(scan.start, scan.filled) &- record.raw.upperBound
  }

  /// Fills `record` with the next record; false at the end.
  ///
  /// After an error with `isRecoverable` the record holds the bad record's raw bytes (and its fields where it could be
  /// cut into some), and the next call goes on behind it. After any other error the reader is at its end.
  public mutating func next(into record: inout CSVRecord) throws(CSVError) -> Bool {
    if handOutPlain(&record) { return true }
    return try nextWithCare(&record)
  }

  /// Hands out the next indexed record where it is plainly right, as nearly all are; else changes nothing.
  @inline(__always)
  private mutating func handOutPlain(_ record: inout CSVRecord) -> Bool {
    guard scan.recordCursor < scan.recordCount, record.block === block else { return false }
    let lastField = unsafe Int(block.records[scan.recordCursor])
    let lineEnd = unsafe Int(block.fields[lastField &- 1] & NF_POSITION)
    let size = lineEnd &- scan.start
    guard lastField &- scan.fieldCursor == expected, lineEnd <= scan.firstBadByte, size <= options.fieldLimit,
      !scan.dropsRecord
    else { return false }
    fill(&record, lastField: lastField, lineEnd: lineEnd)
    return true
  }

  /// Lets `record` be the next indexed one.
  @inline(__always)
  private mutating func fill(_ record: inout CSVRecord, lastField: Int, lineEnd: Int) {
    let (start, fields) = unsafe (scan.start, block.fields)
    var end = lineEnd
    if unsafe end > start && block.bytes[end &- 1] == 0x0D && end < scan.filled {
      unsafe fields[lastField &- 1] &-= 1
      end &-= 1
    }
    unsafe record.base = UnsafePointer(block.bytes)
    unsafe record.ends = UnsafePointer(fields + scan.fieldCursor)
    record.first = start
    record.count = lastField &- scan.fieldCursor
    record.quote = scan.quote
    record.raw = unsafe Range(uncheckedBounds: (start, end))
    number &+= 1
    record.number = number
    record.byteOffset = scan.offset &+ Int64(start)
    scan.start = lineEnd &+ 1
    scan.recordCursor &+= 1
    scan.fieldCursor = lastField
  }

  /// The next record where reading on, a closer look or another block is due.
  @inline(never)
  private mutating func nextWithCare(_ record: inout CSVRecord) throws(CSVError) -> Bool {
    while true {
      if scan.recordCursor < scan.recordCount {
        if try handOut(&record) { return true }
      } else {
        switch try advance(&record) {
        case .indexed: continue
        case .filled: return true
        case .end: return false
        }
      }
    }
  }

  /// Hands out the next indexed record; false where it was one to leave out.
  private mutating func handOut(_ record: inout CSVRecord) throws(CSVError) -> Bool {
    let lastField = unsafe Int(block.records[scan.recordCursor])
    if record.block !== block { record.block = block }
    fill(&record, lastField: lastField, lineEnd: unsafe Int(block.fields[lastField - 1] & NF_POSITION))
    let isPlain =
      record.count == expected && record.raw.upperBound <= scan.firstBadByte
      && record.raw.count <= options.fieldLimit && !scan.dropsRecord
    return isPlain ? true : try verify(&record)
  }
}
