import Bytes
import SQLite

/// The rows of a SQL statement.
final class SQLiteRecordSource: RecordSource {
  let columns: [String]
  let files: [String]
  private var statement: Statement
  private var row = 0
  /// The columns that are asked for; nil for all.
  private var asked: Set<Int>?

  /// Runs `sql`, which must be one statement that only reads.
  init(_ database: Database, sql: String, path: String) throws(DumpError) {
    let prepared = try SQLiteRecordSource.prepare(sql, database)
    guard prepared.isReadOnly, prepared.columnCount > 0 else {
      throw DumpError(.query, path: path, problem: "the query does not read", fix: "Write one SELECT statement")
    }
    columns = (0..<prepared.columnCount).map { prepared.columnName($0) }
    files = [path]
    statement = prepared
  }

  private static func prepare(_ sql: String, _ database: Database) throws(DumpError) -> Statement {
    do throws(SQLiteError) {
      return try database.prepare(sql)
    } catch {
      throw DumpError(error)
    }
  }

  func ask(for columns: Set<Int>) { asked = columns }

  func next(into record: inout Record) throws(DumpError) -> RecordOutcome {
    do throws(SQLiteError) {
      guard try statement.step() else { return .end }
    } catch {
      throw DumpError(error)
    }
    row += 1
    record.begin(file: 0, line: row)
    var fault: RecordFault?
    for column in 0..<columns.count {
      let isAsked = asked?.contains(column) ?? true
      switch statement.type(column) {
      case .null: record.appendMissing()
      case .integer, .real: record.append(statement.text(column), .number)
      case .text:
        // In a UTF-16 database the bytes are only UTF-8 when they are asked for as text.
        fault = append(statement.text(column), of: column, isAsked, to: &record) ?? fault
      case .blob: fault = append(statement.blob(column), of: column, isAsked, to: &record) ?? fault
      }
    }
    return fault.map { .broken($0) } ?? .record
  }

  private func append(
    _ value: Span<UInt8>, of column: Int, _ isAsked: Bool, to record: inout Record
  ) -> RecordFault? {
    record.append(value, .text)
    guard isAsked, let offset = UTF8Check.firstInvalidOffset(in: value) else { return nil }
    return RecordFault(
      rule: "encoding-error", field: columns[column],
      reason: "\(columns[column]) holds what is not UTF-8, from its byte \(offset + 1) on.")
  }
}

extension DumpError {
  /// The error of a SQLite call on a dump.
  init(_ error: SQLiteError) {
    if error.isDamaged {
      self.init(
        .malformed, path: error.path, problem: "this is no SQLite database, or a damaged one (\(error.message))",
        fix: "Make the dump again")
    } else if error.isUnreadable || error.isReadOnly {
      self.init(
        .unreadable, path: error.path, problem: "the database cannot be opened (\(error.message))",
        fix: "Check the path and the file's permissions")
    } else if error.isOutOfSpace {
      self.init(
        .noSpace, path: error.path, problem: "the disk is full",
        fix: "Free some room there, or set TMPDIR to a folder with more")
    } else if error.isBusy {
      self.init(
        .unreadable, path: error.path, problem: "another program keeps the database locked",
        fix: "Wait until it is done, or read a copy of the file")
    } else {
      self.init(.query, path: error.path, problem: "SQLite says: \(error.message)", fix: "Mend the query")
    }
  }
}
