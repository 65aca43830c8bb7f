import Bytes
import CSV
import Files
import JSONText
import Schema
import Sedric

/// Writes a text file for each table into a folder, which appears when all are whole: JSON Lines, or CSV as RFC 4180 has it.
final class TextSink: RecordSink {
  private var folder: StagedFolder?
  private let isCSV: Bool
  private var tables: [TableFile] = []
  private var current: TableFile?

  init(folder: String, isCSV: Bool) throws(ImportError) {
    self.isCSV = isCSV
    do throws(SystemError) {
      self.folder = try StagedFolder(for: folder)
    } catch {
      throw .output(error)
    }
  }

  func beginFile(_ table: ImportTable) throws(ImportError) {
    if let known = tables.first(where: { $0.table.name == table.name }) {
      current = known
      return
    }
    do throws(SystemError) {
      let path = "\(folder?.path ?? ".")/\(table.name).\(isCSV ? "csv" : "jsonl")"
      let file = try TableFile(table, path: path, isCSV: isCSV)
      tables.append(file)
      current = file
    } catch {
      throw .output(error)
    }
  }

  func write(_ row: borrowing MappedRow, number: Int) throws(ImportError) -> Violation? {
    do throws(SystemError) {
      try current?.write(row)
    } catch {
      throw .output(error)
    }
    return nil
  }

  func endFile() {}

  func dropFile() {}

  func finish() throws(ImportError) -> [(name: String, records: Int)] {
    do throws(SystemError) {
      for file in tables { try file.finish() }
      if let whole = folder.take() { try whole.commit() }
    } catch {
      throw .output(error)
    }
    return tables.map { ($0.table.name, $0.records) }
  }
}

/// One table's file, which appears whole or not at all.
private final class TableFile {
  let table: ImportTable
  private(set) var records = 0
  private var file: AtomicFile?
  private var buffer = ByteBuffer(capacity: 300 << 10)
  private let encoder = CSVEncoder()
  private let keys: [[UInt8]]
  private let isCSV: Bool

  init(_ table: ImportTable, path: String, isCSV: Bool) throws(SystemError) {
    self.table = table
    self.isCSV = isCSV
    file = try AtomicFile(path: path, mode: 0o600)
    keys = table.fields.map { field in
      var key = ByteBuffer()
      key.append(jsonString: field.name.utf8.span)
      return key.span.array()
    }
    if isCSV { writeHeader() }
  }

  private func writeHeader() {
    var encoder = encoder
    for field in table.fields { encoder.field(field.name, into: &buffer) }
    encoder.endRecord(into: &buffer)
  }

  func write(_ row: borrowing MappedRow) throws(SystemError) {
    records += 1
    if isCSV { writeCSV(row) } else { writeJSON(row) }
    if buffer.count >= 256 << 10 { try flush() }
  }

  private func writeCSV(_ row: borrowing MappedRow) {
    var encoder = encoder
    for cell in table.fields.indices {
      if let text = row[cell] { encoder.field(text, into: &buffer) } else { encoder.field("", into: &buffer) }
    }
    encoder.endRecord(into: &buffer)
  }

  /// An object of the cells that are there.
  private func writeJSON(_ row: borrowing MappedRow) {
    buffer.append(UInt8(ascii: "{"))
    var isFirst = true
    for cell in table.fields.indices {
      guard let text = row[cell] else { continue }
      if !isFirst { buffer.append(UInt8(ascii: ",")) }
      isFirst = false
      let key = keys[cell]
      buffer.append(key.span)
      buffer.append(UInt8(ascii: ":"))
      if table.fields[cell].type.isText { buffer.append(jsonString: text) } else { buffer.append(text.trimmed()) }
    }
    buffer.append("}\n" as StaticString)
  }

  private func flush() throws(SystemError) {
    // Out of the object while it is written: what a class holds is not lent over a call.
    var bytes = ByteBuffer(capacity: 16)
    swap(&bytes, &buffer)
    if var open = file.take() {
      try open.write(bytes.span)
      file = consume open
    }
    bytes.removeAll()
    swap(&bytes, &buffer)
  }

  func finish() throws(SystemError) {
    try flush()
    if let open = file.take() { try open.commit() }
  }
}
