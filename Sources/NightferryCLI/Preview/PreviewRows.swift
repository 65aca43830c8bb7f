import Bytes
import CommandLineKit

/// Rows that are printed lined up, a thousand at a time, so that memory stays flat.
struct PreviewRows {
  let console: Console
  let header: [String]
  private var rows: [[String]] = []

  init(console: Console, header: [String]) {
    self.console = console
    self.header = header
  }

  mutating func add(_ row: [String]) {
    rows.append(row)
    if rows.count == 1000 { flush() }
  }

  /// Prints the rows that wait, with a line of names above them.
  mutating func flush() {
    defer { rows = [] }
    if rows.isEmpty { return }
    let width = rows.map(\.count).max() ?? 0
    let names = (0..<max(width, header.count)).map {
      $0 < header.count ? PreviewCell.text(header[$0].utf8.span) : "\($0 + 1)"
    }
    let widths = names.indices.map { column in
      max(DisplayWidth.of(names[column]), rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0)
    }
    // Only a terminal is narrow.
    let room = console.outputIsTerminal ? PreviewCell.room(widths, in: console.width) : 60
    var text = TextTable(names.map { DisplayWidth.cut($0, to: room) })
    for row in rows { text.add(row.map { DisplayWidth.cut($0, to: room) }) }
    console.print()
    console.write(text.text())
  }
}
