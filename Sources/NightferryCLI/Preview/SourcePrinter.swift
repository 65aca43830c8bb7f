import Bytes
import CSV
import CommandLineKit
import Dump
import Nightly

/// Prints the records of a dump's table that is no CSV file: JSON Lines, a JSON array, a table of a SQLite file.
struct SourcePrinter {
  let console: Console
  let format: PreviewCommand.Format
  let limit: Int
  private var shown = 0
  private var refused = 0
  private static let messageLimit = 20

  init(console: Console, format: PreviewCommand.Format, limit: Int) {
    self.console = console
    self.format = format
    self.limit = limit
  }

  /// Prints a source; `title` is its file and what in it, `kind` how it is written.
  mutating func print(_ source: any RecordSource, title: String, kind: String) throws(DumpError) -> ExitCode {
    switch format {
    case .table: try printTable(source, title, kind)
    case .jsonl: try printLines(source, title)
    case .csv: try printCSV(source, title)
    }
    if refused > SourcePrinter.messageLimit {
      console.note("\(title): \(refused - SourcePrinter.messageLimit) more records in error")
    }
    return refused > 0 ? .refused : .done
  }

  private mutating func printTable(_ source: any RecordSource, _ title: String, _ kind: String) throws(DumpError) {
    console.print(PreviewCell.text(title.utf8.span))
    PreviewFacts.fact("kind", kind, console)
    let names = source.columns.map { PreviewCell.text($0.utf8.span) }
    PreviewFacts.fact("columns", "\(names.count): \(names.joined(separator: ", "))", console)
    var rows = PreviewRows(console: console, header: source.columns)
    var record = Record()
    while try next(source, title, into: &record) {
      var row: [String] = []
      for column in 0..<record.count { row.append(PreviewCell.text(record[column])) }
      rows.add(row)
    }
    rows.flush()
  }

  private mutating func printLines(_ source: any RecordSource, _ title: String) throws(DumpError) {
    let lines = RecordLines(header: source.columns)
    var buffer = ByteBuffer(capacity: 80_000)
    defer { console.write(buffer.span) }
    var record = Record()
    while try next(source, title, into: &record) {
      lines.append(record, to: &buffer)
      if buffer.count > 65_536 { drain(&buffer) }
    }
  }

  private mutating func printCSV(_ source: any RecordSource, _ title: String) throws(DumpError) {
    var encoder = CSVEncoder()
    var buffer = ByteBuffer(capacity: 80_000)
    defer { console.write(buffer.span) }
    encoder.record(source.columns, into: &buffer)
    var record = Record()
    while try next(source, title, into: &record) {
      for column in 0..<record.count { encoder.field(record[column], into: &buffer) }
      encoder.endRecord(into: &buffer)
      if buffer.count > 65_536 { drain(&buffer) }
    }
  }

  private func drain(_ buffer: inout ByteBuffer) {
    console.write(buffer.span)
    buffer.removeAll()
  }

  /// Fills the next record up to the limit; broken ones are reported and passed over.
  private mutating func next(
    _ source: any RecordSource, _ title: String, into record: inout Record
  ) throws(DumpError) -> Bool {
    while console.isOpen, limit == 0 || shown < limit {
      switch try source.next(into: &record) {
      case .end: return false
      case .record:
        shown += 1
        return true
      case .broken(let fault):
        refused += 1
        if refused > SourcePrinter.messageLimit { continue }
        let field = fault.field.map { " (\(PreviewCell.text($0.utf8.span)))" } ?? ""
        console.note("error: \(title) line \(record.line)\(field): \(fault.rule): \(fault.reason)")
      }
    }
    return false
  }
}
