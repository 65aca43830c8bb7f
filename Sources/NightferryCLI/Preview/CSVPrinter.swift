import CSV
import CommandLineKit
import Nightly

/// Prints the records of a CSV file, and what is wrong with it on standard error.
struct CSVPrinter {
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
    if format == .table { PreviewFacts.print(table, console) }
    var output = PreviewOutput(console, format, header: table.reader.header)
    var record = CSVRecord()
    while next(&table, into: &record) { output.add(record) }
    output.finish()
    printMendings(table)
    if refused > CSVPrinter.messageLimit {
      console.note("\(table.reader.path): \(refused - CSVPrinter.messageLimit) more records in error")
    }
    if refused > 0, table.isStrict {
      console.remark("note: --lenient shows what spreadsheets would make of these records; an export refuses them.")
    }
    return refused > 0 ? .refused : .done
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
        if refused <= CSVPrinter.messageLimit { console.note("error: \(error)") }
        if !error.isRecoverable { return false }
      }
    }
    return false
  }

  private func printMendings(_ table: borrowing TablePreview) {
    let reader = table.reader.warnings.prefix(CSVPrinter.messageLimit)
    for warning in reader {
      console.note("mended: \(warning.error.place): \(warning.error.name): \(warning.mending.rawValue)")
    }
    let more = table.reader.warningCount - reader.count
    if more > 0 { console.note("mended: \(more) more places") }
  }
}
