import Schema
import Sedric

/// Where rows go that were read back. It is called from one thread, file by file.
protocol RecordSink: AnyObject {
  /// The rows of one file follow.
  func beginFile(_ table: ImportTable) throws(ImportError)
  /// Takes a row, the `number`th of its file; returns why the file cannot be taken.
  func write(_ row: borrowing MappedRow, number: Int) throws(ImportError) -> Violation?
  /// Keeps the file's rows.
  func endFile() throws(ImportError)
  /// Takes the file's rows back.
  func dropFile() throws(ImportError)
  /// Puts the output in place, and says how many records each table has.
  func finish() throws(ImportError) -> [(name: String, records: Int)]
}
