import Files

/// A table that is one file or many parts, read one behind the other as if they were one.
///
/// The columns are those of all parts; a part that lacks one has no value there.
final class PartedSource: RecordSource {
  let columns: [String]
  let files: [String]
  private let format: TableFormat
  private let options: TableOptions
  private let statuses: [FileStatus]
  private var next = 0
  private var part: (any TablePart)?
  /// For each of the table's columns its number in the part; nil where the part's columns are the table's.
  private var order: [Int?]?
  private var unordered = Record()

  init(_ table: TableFiles, _ options: TableOptions) throws(DumpError) {
    files = table.paths
    format = table.format
    self.options = options
    var columns: [String] = []
    var known: Set<[UInt8]> = []
    var statuses: [FileStatus] = []
    for path in table.paths {
      statuses.append(try PartedSource.status(path))
      let part = try openPart(path, file: 0, table.format, options)
      for column in part.columns where known.insert(Array(column.utf8)).inserted {
        columns.append(column)
      }
      if table.paths.count == 1 { self.part = part }
    }
    if part != nil { next = 1 }
    self.columns = columns
    self.statuses = statuses
  }

  func next(into record: inout Record) throws(DumpError) -> RecordOutcome {
    while true {
      guard let part else {
        if next == files.count { return .end }
        try open()
        continue
      }
      let outcome = order == nil ? try part.next(into: &record) : try part.next(into: &unordered)
      if outcome == .end {
        try checkUnchanged()
        self.part = nil
        continue
      }
      if let order { rearrange(into: &record, order) }
      return outcome
    }
  }

  private func open() throws(DumpError) {
    let opened = try openPart(files[next], file: next, format, options)
    if opened.columns.elementsEqual(columns, by: { $0.utf8.elementsEqual($1.utf8) }) {
      order = nil
    } else {
      let places = Dictionary(opened.columns.enumerated().map { (Array($1.utf8), $0) }) { first, _ in first }
      order = columns.map { places[Array($0.utf8)] }
    }
    part = opened
    next += 1
  }

  private func rearrange(into record: inout Record, _ order: [Int?]) {
    record.begin(file: unordered.file, line: unordered.line)
    for column in order {
      if let column, column < unordered.count {
        record.append(unordered[column], unordered.kind(column))
      } else {
        record.appendMissing()
      }
    }
  }

  /// A dump that somebody writes while it is read would be exported half.
  private func checkUnchanged() throws(DumpError) {
    let path = files[next - 1]
    let (before, now) = (statuses[next - 1], try PartedSource.status(path))
    if before.kind != .file { return }
    if before.size != now.size || before.modified != now.modified || before.inode != now.inode {
      throw DumpError(
        .changed, path: path, problem: "the file changed while it was read",
        fix: "Start the run when the CRM has finished writing its dump")
    }
  }

  private static func status(_ path: String) throws(DumpError) -> FileStatus {
    do { return try FileStatus.of(path) } catch { throw DumpError(error, path: path) }
  }
}

/// One file of a table.
protocol TablePart: AnyObject {
  /// The file's columns.
  var columns: [String] { get }
  /// Reads the next record.
  func next(into record: inout Record) throws(DumpError) -> RecordOutcome
}

/// Opens one file of a table; `file` is the number that its records carry.
private func openPart(
  _ path: String, file: Int, _ format: TableFormat, _ options: TableOptions
) throws(DumpError) -> any TablePart {
  switch format {
  case .csv: try CSVPart(path: path, file: file, options)
  case .jsonl, .json, .eml, .mbox: try JSONPart(path: path, file: file, format, flattens: options.flattensObjects)
  }
}
