import Bytes
import Files
import Glibc
import SQLite
import Schema
import Sedric

/// Writes the tables of a SQLite file, which appears whole or not at all.
final class SQLiteSink: RecordSink {
  private let path: String
  private var scratch: ScratchFile?
  private var database: Database?
  private var tables: [SQLiteTable] = []
  private var current: SQLiteTable?

  init(_ path: String) throws(ImportError) {
    self.path = path
    let temporary: String
    do throws(SystemError) {
      let scratch = try ScratchFile(beside: path, mode: 0o600)
      temporary = scratch.path
      self.scratch = consume scratch
    } catch {
      throw .output(error)
    }
    do throws(SQLiteError) {
      let database = try Database(path: temporary, .readWrite)
      // Nobody else sees the file before it is whole, so that only a file's own rows are ever taken back.
      try database.execute(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; "
          + "PRAGMA cache_size = -16000; PRAGMA page_size = 8192; BEGIN")
      self.database = database
    } catch {
      throw .database(error)
    }
  }

  deinit {
    tables = []
    database = nil
    if let temporary = scratch?.path { try? Folder.removeFile(temporary) }
  }

  func beginFile(_ table: ImportTable) throws(ImportError) {
    try inDatabase { (database) throws(SQLiteError) in
      try database.execute("SAVEPOINT file")
      current = tables.first { $0.name == table.name }
      if current == nil {
        let made = try SQLiteTable(table, database)
        tables.append(made)
        current = made
      }
      current?.beginFile()
    }
  }

  func write(_ row: borrowing MappedRow, number: Int) throws(ImportError) -> Violation? {
    do throws(SQLiteError) {
      try current?.insert(row, number: number)
      return nil
    } catch {
      // 19 is SQLITE_CONSTRAINT: a key that another file's record has.
      guard error.extendedCode & 0xFF == 19 else { throw .database(error) }
      var violation = Violation(.uniqueError, note: "a record of this file has the key of one in another file")
      violation.record = number
      return violation
    }
  }

  func endFile() throws(ImportError) {
    try inDatabase { (database) throws(SQLiteError) in try database.execute("RELEASE file") }
  }

  func dropFile() throws(ImportError) {
    current?.dropFile()
    try inDatabase { (database) throws(SQLiteError) in try database.execute("ROLLBACK TO file; RELEASE file") }
  }

  func finish() throws(ImportError) -> [(name: String, records: Int)] {
    let counts = tables.flatMap(\.counts)
    try inDatabase { (database) throws(SQLiteError) in try database.execute("COMMIT") }
    tables = []
    current = nil
    database = nil
    guard let scratch = scratch.take() else { return counts }
    do throws(SystemError) { try scratch.commit(to: path) } catch { throw .output(error) }
    return counts
  }

  private func inDatabase(_ body: (Database) throws(SQLiteError) -> Void) throws(ImportError) {
    guard let database else { return }
    do throws(SQLiteError) {
      try body(database)
    } catch {
      throw .database(error)
    }
  }
}
