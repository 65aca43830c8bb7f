import CommandLineKit
import Dump
import Nightly

/// Prints the records of a dump's table that is no CSV file: JSON Lines, a JSON array, a table of a SQLite file.
struct SourcePrinter {
  let console: Console
  let format: PreviewCommand.Format
  private var tally: PreviewTally

  init(console: Console, format: PreviewCommand.Format, limit: Int) {
    self.console = console
    self.format = format
    tally = PreviewTally(console, limit: limit)
  }

  /// Prints a source; `title` is its file and what in it, `kind` how it is written.
  mutating func print(_ source: any RecordSource, title: String, kind: String) throws(DumpError) -> ExitCode {
    if format == .table { printFacts(source, title, kind) }
    var output = PreviewOutput(console, format, header: source.columns)
    var record = Record()
    do throws(DumpError) {
      while try next(source, title, into: &record) { output.add(record) }
    } catch {
      output.finish(isWhole: false)
      throw error
    }
    output.finish()
    return tally.finish(title)
  }

  private func printFacts(_ source: any RecordSource, _ title: String, _ kind: String) {
    console.print(PreviewCell.text(title.utf8.span))
    PreviewFacts.fact("kind", kind, console)
    let names = source.columns.map { PreviewCell.text($0.utf8.span) }
    PreviewFacts.fact("columns", "\(names.count): \(names.joined(separator: ", "))", console)
  }

  /// Fills the next record up to the limit; broken ones are reported and passed over.
  private mutating func next(
    _ source: any RecordSource, _ title: String, into record: inout Record
  ) throws(DumpError) -> Bool {
    while tally.wantsMore {
      switch try source.next(into: &record) {
      case .end: return false
      case .record:
        tally.show()
        return true
      case .broken(let fault):
        let field = fault.field.map { " (\(PreviewCell.text($0.utf8.span)))" } ?? ""
        tally.refuse("\(title) line \(record.line)\(field): \(fault.rule): \(fault.reason)")
      }
    }
    return false
  }
}
