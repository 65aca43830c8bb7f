import Bytes
import CSV
import CommandLineKit
import Nightly

/// Prints a table's records in one of the preview's formats, and what is wrong with it on standard error.
struct PreviewPrinter {
  let console: Console
  let format: PreviewCommand.Format
  let limit: Int
  private var refused = 0
  private var shown = 0
  /// The most messages printed of errors and of mendings; the rest is counted.
  private static let messageLimit = 20

  init(console: Console, format: PreviewCommand.Format, limit: Int) {
    self.console = console
    self.format = format
    self.limit = limit
  }

  mutating func print(_ table: inout TablePreview) -> ExitCode {
    switch format {
    case .table: printTable(&table)
    case .jsonl: printLines(&table)
    case .csv: printCSV(&table)
    }
    printMendings(table)
    if refused > PreviewPrinter.messageLimit {
      console.note("\(table.reader.path): \(refused - PreviewPrinter.messageLimit) more records in error")
    }
    if refused > 0, table.isStrict {
      console.remark("note: --lenient shows what spreadsheets would make of these records; an export refuses them.")
    }
    return refused > 0 ? .refused : .done
  }

  private mutating func printLines(_ table: inout TablePreview) {
    let lines = RecordLines(header: table.reader.header)
    var buffer = ByteBuffer(capacity: 80_000)
    var record = CSVRecord()
    while next(&table, into: &record) {
      lines.append(record, to: &buffer)
      if buffer.count > 65_536 { drain(&buffer) }
    }
    drain(&buffer)
  }

  private mutating func printCSV(_ table: inout TablePreview) {
    var encoder = CSVEncoder()
    var buffer = ByteBuffer(capacity: 80_000)
    if !table.reader.header.isEmpty { encoder.record(table.reader.header, into: &buffer) }
    var record = CSVRecord()
    while next(&table, into: &record) {
      for field in 0..<record.count { encoder.field(record[field], into: &buffer) }
      encoder.endRecord(into: &buffer)
      if buffer.count > 65_536 { drain(&buffer) }
    }
    drain(&buffer)
  }

  private func drain(_ buffer: inout ByteBuffer) {
    console.write(buffer.span)
    buffer.removeAll()
  }

  private mutating func printTable(_ table: inout TablePreview) {
    PreviewFacts.print(table, console)
    var rows = PreviewRows(console: console, header: table.reader.header)
    var record = CSVRecord()
    while next(&table, into: &record) {
      var row: [String] = []
      for field in 0..<record.count { row.append(PreviewCell.text(record[field])) }
      rows.add(row)
    }
    rows.flush()
  }

  /// Fills the next record up to the limit; records in error are reported and passed over.
  private mutating func next(_ table: inout TablePreview, into record: inout CSVRecord) -> Bool {
    while console.isOpen, limit == 0 || shown < limit {
      do throws(CSVError) {
        guard try table.reader.next(into: &record) else { return false }
        shown += 1
        return true
      } catch {
        refused += 1
        if refused <= PreviewPrinter.messageLimit { console.note("error: \(error)") }
        if !error.isRecoverable { return false }
      }
    }
    return false
  }

  private func printMendings(_ table: borrowing TablePreview) {
    let reader = table.reader.warnings.prefix(PreviewPrinter.messageLimit)
    for warning in reader {
      console.note("mended: \(warning.error.place): \(warning.error.name): \(warning.mending.rawValue)")
    }
    let more = table.reader.warningCount - reader.count
    if more > 0 { console.note("mended: \(more) more places") }
  }
}
