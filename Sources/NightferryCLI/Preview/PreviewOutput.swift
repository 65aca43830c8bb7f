import Bytes
import CSV
import CommandLineKit
import Dump
import Nightly

/// Prints the records of a preview in one of its formats, a piece at a time, so that memory stays flat.
struct PreviewOutput: ~Copyable {
  private let console: Console
  private let format: PreviewCommand.Format
  private let lines: RecordLines
  private var encoder = CSVEncoder()
  private var rows: PreviewRows
  private var buffer = ByteBuffer(capacity: 80_000)

  init(_ console: Console, _ format: PreviewCommand.Format, header: [String]) {
    self.console = console
    self.format = format
    lines = RecordLines(header: header)
    rows = PreviewRows(console: console, header: header)
    if format == .csv, !header.isEmpty { encoder.record(header, into: &buffer) }
  }

  mutating func add(_ record: borrowing some PreviewedRecord & ~Copyable) {
    switch format {
    case .table:
      var row: [String] = []
      for field in 0..<record.count { row.append(PreviewCell.text(record[field])) }
      rows.add(row)
    case .jsonl: record.append(to: &buffer, as: lines)
    case .csv:
      for field in 0..<record.count { encoder.field(record[field], into: &buffer) }
      encoder.endRecord(into: &buffer)
    }
    if buffer.count > 65_536 { drain() }
  }

  /// Prints what waits. The rows of a table that could not be read to its end are not shown.
  mutating func finish(isWhole: Bool = true) {
    drain()
    if isWhole { rows.flush() }
  }

  private mutating func drain() {
    console.write(buffer.span)
    buffer.removeAll()
  }
}

/// A record as a preview sees it.
protocol PreviewedRecord: ~Copyable {
  /// How many fields it has.
  var count: Int { get }
  /// A field's text.
  subscript(_ field: Int) -> Span<UInt8> {
    @_lifetime(borrow self) get
  }
  /// Appends it as one of the lines.
  func append(to buffer: inout ByteBuffer, as lines: RecordLines)
}

extension CSVRecord: PreviewedRecord {
  func append(to buffer: inout ByteBuffer, as lines: RecordLines) { lines.append(self, to: &buffer) }
}

extension Record: PreviewedRecord {
  func append(to buffer: inout ByteBuffer, as lines: RecordLines) { lines.append(self, to: &buffer) }
}
