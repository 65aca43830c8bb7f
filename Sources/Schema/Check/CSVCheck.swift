import Bytes
public import CSV
public import Files

/// Checks CSV files against a schema, row by row in flat memory; used again from file to file.
///
/// Cells that must be the same in every row are compared with the first row's bytes, and only judged where they differ,
/// so that a conversation of a million messages costs little more than its messages.
public struct CSVCheck: ~Copyable {
  let schema: FileSchema
  let plan: SchemaPlan
  var checker: CellChecker
  var file: CheckedFile
  var path = ""
  /// The plan's node for each column of the file, -1 for columns that the schema has not.
  var nodes: [Int] = []
  /// The first good row, for the fields that all rows share.
  var firstCells = ByteBuffer(capacity: 4096)
  var firstRanges: [Range<Int>] = []
  /// The columns in runs of those that all rows share and those that each row has for itself.
  var runs: [ColumnRun] = []
  var lastTime = Int64.min
  /// The column of the field that names the file.
  private var identityColumn: Int?
  private let identityNode: Int?
  /// Whether the last header was right in every way, so that one like it needs no look.
  private var knowsHeader = false
  private var reader: CSVReader?
  private var record: CSVRecord?
  var bareLineFeeds = 0
  var firstBareLine = 0

  /// Creates a check for files of one kind.
  public init(_ schema: FileSchema) {
    self.schema = schema
    plan = SchemaPlan(schema)
    identityNode = schema.identity.flatMap { schema.index(of: $0) }
    checker = CellChecker(plan)
    checker.textIsValidUTF8 = CSVCheck.readerOptions.checksText
    file = CheckedFile(log: ViolationLog())
  }

  /// How files are read: RFC 4180, and limits that keep hostile files small.
  public static var readerOptions: ReaderOptions {
    var options = ReaderOptions.strict
    options.checksHeader = false
    options.fieldLimit = 16 << 20
    options.recordLimit = 32 << 20
    options.columnLimit = 10_000
    return options
  }

  /// Checks a file that is open, from its offset on. Whatever it holds, the result says so; nothing is thrown.
  public mutating func run(_ source: OpenedFile, log: ViolationLog) -> CheckedFile {
    path = source.name
    file = CheckedFile(log: log)
    firstCells.removeAll()
    firstRanges.removeAll(keepingCapacity: true)
    (lastTime, bareLineFeeds) = (.min, 0)
    do throws(CSVError) {
      try read(source)
    } catch {
      report(error)
    }
    judgeWhole()
    let result = file
    file = CheckedFile(log: ViolationLog())
    return result
  }

  private mutating func read(_ source: OpenedFile) throws(CSVError) {
    var reader = try begin(source)
    var record = self.record.take() ?? CSVRecord()
    takeHeader(reader.header, isKnown: reader.hasSameHeader)
    if reader.headerLineEnd == 1 { noteBareLineFeed(1) }
    do throws(CSVError) {
      try readRows(&reader, &record)
    } catch {
      report(error)
    }
    record.release()
    self.record = consume record
    self.reader = consume reader
  }

  private mutating func begin(_ source: OpenedFile) throws(CSVError) -> CSVReader {
    let skipped = Int(source.offset)
    guard var reader = reader.take() else {
      return try CSVReader(plain: source, skipped: skipped, options: CSVCheck.readerOptions)
    }
    try reader.restart(plain: source, skipped: skipped)
    return reader
  }

  private mutating func takeHeader(_ labels: [String], isKnown: Bool) {
    if isKnown, knowsHeader {
      file.labels = labels
      for run in runs.indices { runs[run].raw = nil }
      return
    }
    readHeader(labels)
    knowsHeader = file.log.isEmpty
    runs = ColumnRun.cut(nodes) { plan.nodes[$0].isSameInEveryRow }
    identityColumn = identityNode.flatMap { nodes.firstIndex(of: $0) }
  }

  private mutating func readRows(_ reader: inout CSVReader, _ record: inout CSVRecord) throws(CSVError) {
    while true {
      do throws(CSVError) {
        guard try reader.next(into: &record) else { return }
        file.rows += 1
        checkRow(record)
        if reader.lineEnd(behind: record) == 1 { noteBareLineFeed(record.line) }
      } catch {
        if !error.isRecoverable { throw error }
        file.rows += 1
        report(error)
      }
    }
  }

  private mutating func checkRow(_ record: borrowing CSVRecord) {
    let isFirst = firstRanges.isEmpty
    checker.startRow()
    for run in runs.indices {
      if runs[run].isShared, !isFirst {
        checkShared(record, run)
      } else {
        for column in runs[run].columns where nodes[column] >= 0 { checker.checkCell(record[column], nodes[column]) }
      }
    }
    if isFirst { keepFirst(record) }
    if plan.hasCompanions { checkCompanions(record) }
    checkOrder()
    if !checker.keptValues.isEmpty { keepValues(record.number, record.line) }
    if !checker.findings.isEmpty { report(record) }
  }

  /// Compares what all rows share with the first row: at once as it stands in the file, and cell by cell where that differs.
  private mutating func checkShared(_ record: borrowing CSVRecord, _ run: Int) {
    let columns = runs[run].columns
    if let kept = runs[run].raw, let raw = record.rawFields(columns),
      firstCells.span.extracting(kept).isEqual(to: raw)
    {
      return
    }
    for column in columns {
      let cell = record[column]
      if firstCells.span.extracting(firstRanges[column]).isEqual(to: cell) { continue }
      differs(nodes[column])
      checker.checkCell(cell, nodes[column])
    }
  }

  private mutating func differs(_ node: Int) {
    checker.add(.inconsistentCell, node, "\(plan.paths[node]) is not what the rows above have")
  }

  private mutating func keepFirst(_ record: borrowing CSVRecord) {
    for column in 0..<record.count {
      let start = firstCells.count
      firstCells.append(record[column])
      firstRanges.append(start..<firstCells.count)
    }
    for run in runs.indices where runs[run].isShared {
      guard let raw = record.rawFields(runs[run].columns) else { continue }
      runs[run].raw = firstCells.count..<(firstCells.count + raw.count)
      firstCells.append(raw)
    }
    if let column = identityColumn, column < record.count { file.identity = record[column].array() }
  }

  private mutating func checkCompanions(_ record: borrowing CSVRecord) {
    for (column, node) in nodes.enumerated() where node >= 0 && plan.nodes[node].companion >= 0 {
      guard column < record.count, record[column].isEmpty else { continue }
      guard let other = nodes.firstIndex(of: plan.nodes[node].companion), other < record.count else { continue }
      if !record[other].isEmpty { checker.missing(node) }
    }
  }

  private mutating func checkOrder() {
    guard let node = plan.sortedNode, let time = checker.sortedTime else { return }
    if time < lastTime { checker.add(.rowOrder, node, "\(plan.paths[node]) is before that of the row above") }
    lastTime = time
  }

  private mutating func keepValues(_ record: Int, _ line: Int) {
    for (node, value) in checker.keptValues {
      let name = plan.paths[node]
      if plan.nodes[node].isReference {
        file.references.append(CheckedFile.Reference(value: value, record: record, line: line, field: name))
      }
      guard plan.nodes[node].isUnique else { continue }
      if !file.uniqueValues[name, default: []].insert(value).inserted {
        checker.add(.uniqueError, node, "\(name) is the same as in a row above")
      }
    }
  }

  /// Lines that RFC 4180 ends in CRLF; a record may have further ones in its quotes.
  private mutating func noteBareLineFeed(_ line: Int) {
    if bareLineFeeds == 0 { firstBareLine = line }
    bareLineFeeds += 1
  }
}
