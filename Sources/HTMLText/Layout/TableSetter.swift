import Bytes

/// Sets the lines of a table that holds data in aligned columns.
struct TableSetter {
  let table: TableState
  /// More columns of text than this and the table stays as blocks.
  let limit: Int

  private static let gap = 2
  private static let mostLinesInCell = 12

  /// Replaces the table's lines with aligned ones; false, and nothing done, where it is no data table or too wide.
  func set(_ page: inout Page) -> Bool {
    guard isData(page), let widths = columnWidths(page) else { return false }
    var lines: [Line] = []
    var index = 0
    while index < table.cells.count {
      var end = index
      while end < table.cells.count, table.cells[end].row == table.cells[index].row { end += 1 }
      setRow(table.cells[index..<end], widths, &page, &lines)
      index = end
    }
    page.lines.removeLast(page.lines.count - table.firstLine)
    page.lines.append(contentsOf: lines)
    return true
  }

  /// Whether cells stand beside each other in more than one row, or under headings, or briefly in one; and whether every
  /// line of the table is in a cell, as columns have no place for others.
  private func isData(_ page: borrowing Page) -> Bool {
    var filled: [Int: Int] = [:]
    var lines = 0
    var tallest = 0
    for cell in table.cells where cell.endLine > cell.firstLine {
      filled[cell.row, default: 0] += 1
      lines += cell.endLine - cell.firstLine
      tallest = max(tallest, cell.endLine - cell.firstLine)
      for line in page.lines[cell.firstLine..<cell.endLine] where line.quote != table.quote { return false }
    }
    guard lines == page.lines.count - table.firstLine, tallest <= TableSetter.mostLinesInCell else { return false }
    let wide = filled.values.reduce(0) { $0 + ($1 > 1 ? 1 : 0) }
    return wide > 1 || wide == 1 && (table.hasHeader || tallest == 1)
  }

  private func width(_ line: Line, _ page: borrowing Page) -> Int {
    Int(line.indent - min(line.indent, table.indent)) + TextWidth.columns(page.text(line))
  }

  /// The widths of the grid's columns, or nil where they are too wide together.
  private func columnWidths(_ page: borrowing Page) -> [Int]? {
    var widths = [Int](repeating: 0, count: max(1, table.reaches.count))
    for isSpanning in [false, true] {
      for cell in table.cells where (cell.columnSpan > 1) == isSpanning {
        var widest = 0
        for line in page.lines[cell.firstLine..<cell.endLine] { widest = max(widest, width(line, page)) }
        widen(&widths, cell, to: widest)
      }
    }
    let total = widths.reduce(0) { $0 + ($1 > 0 ? $1 + TableSetter.gap : 0) }
    return total <= limit + TableSetter.gap ? widths : nil
  }

  private func widen(_ widths: inout [Int], _ cell: TableState.Cell, to wanted: Int) {
    let last = min(widths.count, cell.column + cell.columnSpan) - 1
    guard last >= cell.column else { return }
    var present = 0
    for column in cell.column...last { present += widths[column] + (column > cell.column ? TableSetter.gap : 0) }
    if wanted > present { widths[last] += wanted - present }
  }

  private func setRow(
    _ cells: ArraySlice<TableState.Cell>, _ widths: [Int], _ page: inout Page, _ lines: inout [Line]
  ) {
    let height = cells.map { $0.endLine - $0.firstLine }.max() ?? 0
    for step in 0..<height {
      let start = page.bytes.count
      var columns = 0
      var (place, endPlace): (Int32, Int32) = (0, 0)
      for cell in cells where cell.firstLine + step < cell.endLine {
        let line = page.lines[cell.firstLine + step]
        if place == 0 { place = line.place }
        endPlace = line.endPlace
        let own = width(line, page)
        var target = offset(of: cell.column, widths) + Int(line.indent - min(line.indent, table.indent))
        if cell.isRight { target += max(0, span(of: cell, widths) - own) }
        pad(&page, from: columns, to: target)
        columns = max(columns, target) + TextWidth.columns(page.text(line))
        page.bytes.append(copyOf: Int(line.start)..<Int(line.end))
      }
      var line = Line(start: Int32(start), end: Int32(page.bytes.count))
      (line.quote, line.indent, line.isFixed) = (table.quote, table.indent, true)
      (line.place, line.endPlace) = (place, endPlace)
      lines.append(line)
    }
  }

  private func pad(_ page: inout Page, from: Int, to: Int) {
    for _ in from..<max(from, to) { page.bytes.append(UInt8(ascii: " ")) }
  }

  private func offset(of column: Int, _ widths: [Int]) -> Int {
    widths[..<min(column, widths.count)].reduce(0) { $0 + ($1 > 0 ? $1 + TableSetter.gap : 0) }
  }

  private func span(of cell: TableState.Cell, _ widths: [Int]) -> Int {
    offset(of: cell.column + cell.columnSpan, widths) - offset(of: cell.column, widths) - TableSetter.gap
  }
}

extension ByteBuffer {
  /// Appends a copy of a run of the buffer's own bytes.
  mutating func append(copyOf range: Range<Int>) {
    reserve(range.count)
    for index in range {
      let byte = span[index]
      append(byte)
    }
  }

  /// Appends an array's bytes.
  mutating func append(array: [UInt8]) {
    append(array.span)
  }
}
