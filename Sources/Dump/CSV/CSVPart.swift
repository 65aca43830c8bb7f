import Bytes
import CSV
import Files

/// A file of delimited rows. What the options leave open is sniffed.
///
/// Rows are read strictly: one that breaks the rules of its own file is broken, and never mended by guessing.
final class CSVPart: TablePart {
  let columns: [String]
  private let file: Int
  private let delimiter: UInt8
  private let hasBackslashes: Bool
  private var reader: CSVReader
  private var row = CSVRecord()

  init(path: String, file: Int, _ options: TableOptions) throws(DumpError) {
    self.file = file
    let dialect = try CSVPart.dialect(path, options)
    var rules = ReaderOptions.strict
    rules.namesBlankColumns = true
    // The configuration's names stand for those of the header.
    rules.checksHeader = options.columns == nil
    do throws(CSVError) {
      reader = try CSVReader(path: path, dialect: dialect, options: rules)
    } catch {
      throw CSVPart.failure(error)
    }
    delimiter = reader.dialect.delimiter
    hasBackslashes = reader.dialect.escape == UInt8(ascii: "\\")
    columns = options.columns ?? reader.header
    if columns.isEmpty {
      throw DumpError(
        .malformed, path: path, problem: "the table has no header, so its columns have no names",
        fix: "Name them with the table's \"columns\" in the configuration")
    }
    if !reader.header.isEmpty, reader.header.count != columns.count {
      throw DumpError(
        .malformed, path: path, line: 1,
        problem: "the header has \(reader.header.count) columns, the configuration names \(columns.count)",
        fix: "Correct the table's \"columns\" in the configuration")
    }
  }

  private static func dialect(_ path: String, _ options: TableOptions) throws(DumpError) -> Dialect {
    let sniffed: SniffedDialect
    do throws(CSVError) {
      sniffed = try Dialect.sniff(path: path)
    } catch {
      throw failure(error)
    }
    var dialect = sniffed.dialect
    if let delimiter = options.delimiter { dialect.delimiter = delimiter }
    if let quote = options.quote { dialect.quote = quote }
    if let escape = options.escape { dialect.escape = escape }
    if let comment = options.comment { dialect.comment = comment }
    if let skipLines = options.skipLines { dialect.skipLines = skipLines }
    dialect.hasHeader = options.header ?? (options.columns == nil)
    if let name = options.encoding {
      guard let encoding = TextEncoding(name: name) else {
        throw DumpError(
          .malformed, path: path, problem: "\"\(name)\" is not an encoding that can be read",
          fix: "Write one of \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      // Which end of UTF-16 comes first its mark knows best.
      let isMarked = sniffed.hasByteOrderMark && sniffed.dialect.encoding.isUTF16
      if !(encoding.isUTF16 && isMarked) { dialect.encoding = encoding }
    }
    return dialect
  }

  func next(into record: inout Record) throws(DumpError) -> RecordOutcome {
    while true {
      do throws(CSVError) {
        guard try reader.next(into: &row) else { return .end }
      } catch {
        // An empty line is no record.
        if error.kind == .blankRow { continue }
        guard error.isRecoverable else { throw CSVPart.failure(error) }
        fillBroken(&record)
        return .broken(RecordFault(rule: error.name, field: error.column, reason: "\(error.problem)"))
      }
      // In a table of one column it would be an empty cell, which is written "".
      if columns.count == 1, row.rawBytes.isEmpty { continue }
      if row.count != columns.count { return miscounted(&record) }
      record.begin(file: file, line: row.line)
      if hasBackslashes {
        for field in 0..<row.count { CSVPart.append(field, of: row, to: &record) }
      } else {
        for field in 0..<row.count { record.append(row[field], .untyped) }
      }
      return .record
    }
  }

  /// Takes over a cell. Where a backslash escapes, `\N` without quotes is a missing value, as MySQL, PostgreSQL and Snowflake write it.
  private static func append(_ field: Int, of row: borrowing CSVRecord, to record: inout Record) {
    let cell = row[field]
    if cell.count == 2, cell[0] == UInt8(ascii: "\\"), cell[1] == UInt8(ascii: "N"), !row.wasQuoted(field) {
      record.appendMissing()
    } else {
      record.append(cell, .untyped)
    }
  }

  /// The first row of a file without header decides how many fields the reader expects, so that it can differ here.
  private func miscounted(_ record: inout Record) -> RecordOutcome {
    fillBroken(&record)
    let rule = row.count > columns.count ? "extra-cell" : "missing-cell"
    return .broken(
      RecordFault(rule: rule, reason: "the row has \(row.count) cells, \(columns.count) are expected."))
  }

  /// Keeps all that the row holds: cells that are too many go into the last one as they stood, and a row that could not
  /// be cut into cells goes into the first.
  private func fillBroken(_ record: inout Record) {
    record.begin(file: file, line: row.line)
    if row.count == 0 { record.append(row.rawBytes, .untyped) }
    for field in 0..<row.count {
      if field < columns.count {
        record.append(row[field], .untyped)
      } else {
        record.extendLast([delimiter].span)
        record.extendLast(row[field])
      }
    }
  }

  private static func failure(_ error: CSVError) -> DumpError {
    if case .stream(let stream) = error.kind { return DumpError(stream, path: error.path) }
    return DumpError(
      .malformed, path: error.path, line: error.line, problem: error.problem,
      fix: "Make the dump again, or describe the file with dump.tables in the configuration")
  }
}
