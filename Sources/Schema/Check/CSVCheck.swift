import Bytes
public import CSV

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
  /// Where the next record starts if the last line ended in LF.
  var expectedOffset: Int64 = -1
  var bareLineFeeds = 0
  var firstBareLine = 0

  /// Creates a check for files of one kind.
  public init(_ schema: FileSchema) {
    self.schema = schema
    plan = SchemaPlan(schema)
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

  /// Checks the file at `path`. Whatever it holds, the result says so; nothing is thrown.
  public mutating func run(_ path: String, log: ViolationLog) -> CheckedFile {
    self.path = path
    file = CheckedFile(log: log)
    firstCells.removeAll()
    firstRanges.removeAll(keepingCapacity: true)
    (lastTime, expectedOffset, bareLineFeeds) = (.min, -1, 0)
    do throws(CSVError) {
      var reader = try CSVReader(path: path, options: CSVCheck.readerOptions)
      readHeader(reader.header)
      runs = ColumnRun.cut(nodes) { plan.nodes[$0].isSameInEveryRow }
      try readRows(&reader)
    } catch {
      report(error)
    }
    judgeWhole()
    let result = file
    file = CheckedFile(log: ViolationLog())
    return result
  }

  private mutating func readRows(_ reader: inout CSVReader) throws(CSVError) {
    var record = CSVRecord()
    while true {
      do throws(CSVError) {
        guard try reader.next(into: &record) else { return }
        file.rows += 1
        checkRow(record)
      } catch {
        if !error.isRecoverable { throw error }
        file.rows += 1
        expectedOffset = -1
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
    noteLineEnd(record)
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
    guard let identity = schema.identity, let node = schema.index(of: identity),
      let column = nodes.firstIndex(of: node), column < record.count
    else { return }
    file.identity = record[column].array()
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

  /// LF alone ends a line where the next record starts one byte behind it and not two.
  private mutating func noteLineEnd(_ record: borrowing CSVRecord) {
    if record.byteOffset == expectedOffset {
      if bareLineFeeds == 0 { firstBareLine = record.line - 1 }
      bareLineFeeds += 1
    }
    expectedOffset = record.byteOffset + Int64(record.rawBytes.count) + 1
  }
}
