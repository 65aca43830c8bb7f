import CSV
import CommandLineKit
import Nightly

/// Prints the records of a CSV file, and what is wrong with it on standard error.
struct CSVPrinter {
  let console: Console
  let format: PreviewCommand.Format
  private var tally: PreviewTally

  init(console: Console, format: PreviewCommand.Format, limit: Int) {
    self.console = console
    self.format = format
    tally = PreviewTally(console, limit: limit)
  }

  mutating func print(_ table: inout TablePreview) -> ExitCode {
    if format == .table { PreviewFacts.print(table, console) }
    var output = PreviewOutput(console, format, header: table.reader.header)
    var record = CSVRecord()
    while next(&table, into: &record) { output.add(record) }
    output.finish()
    printMendings(table)
    let code = tally.finish(table.reader.path)
    if tally.refused > 0, table.isStrict {
      console.remark("note: --lenient shows what spreadsheets would make of these records; an export refuses them.")
    }
    return code
  }

  /// Fills the next record up to the limit; records in error are reported and passed over.
  private mutating func next(_ table: inout TablePreview, into record: inout CSVRecord) -> Bool {
    while tally.wantsMore {
      do throws(CSVError) {
        guard try table.reader.next(into: &record) else { return false }
        // In a table of one column it would be an empty cell, which is written "".
        if record.count == 1, record.rawBytes.isEmpty { continue }
        tally.show()
        return true
      } catch {
        // An empty line is no record, as in an export.
        if error.kind == .blankRow { continue }
        tally.refuse("\(error)")
        if !error.isRecoverable { return false }
      }
    }
    return false
  }

  private func printMendings(_ table: borrowing TablePreview) {
    let reader = table.reader.warnings.prefix(PreviewTally.messageLimit)
    for warning in reader {
      console.note("mended: \(warning.error.place): \(warning.error.name): \(warning.mending.rawValue)")
    }
    let more = table.reader.warningCount - reader.count
    if more > 0 { console.note("mended: \(more) more places") }
  }
}
