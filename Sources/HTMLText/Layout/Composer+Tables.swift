import Bytes

extension Composer {
  mutating func openTable(note: Int) {
    if !tables.isEmpty { tables[tables.count - 1].isForLayout = true }
    var table = TableState(firstLine: page.lines.count, quote: quote, indent: indent)
    if isWord("presentation", .role, of: note) || isWord("none", .role, of: note) { table.isForLayout = true }
    tables.append(table)
  }

  mutating func openRow() {
    guard !tables.isEmpty else { return }
    closeOpenCell()
    tables[tables.count - 1].beginRow()
  }

  mutating func openCell(_ tag: Tag, note: Int) {
    guard !tables.isEmpty else { return }
    closeOpenCell()
    let last = tables.count - 1
    if tables[last].isForLayout, !tables[last].cells.isEmpty { return }
    let columnSpan = max(1, number(.colspan, of: note, limit: 100) ?? 1)
    let rowSpan = max(1, number(.rowspan, of: note, limit: 1000) ?? 1)
    let column = tables[last].place(columnSpan: columnSpan, rowSpan: rowSpan)
    tables[last].cells.append(
      TableState.Cell(
        row: tables[last].row, column: column, columnSpan: columnSpan, rowSpan: rowSpan, isHeader: tag == .th,
        isRight: isWord("right", .align, of: note), firstLine: page.lines.count, endLine: page.lines.count))
    tables[last].isCellOpen = true
    if tag == .th { tables[last].hasHeader = true }
  }

  mutating func closeCell() {
    guard !tables.isEmpty else { return }
    closeOpenCell()
  }

  private mutating func closeOpenCell() {
    endLine()
    let last = tables.count - 1
    guard tables[last].isCellOpen else { return }
    tables[last].isCellOpen = false
    tables[last].cells[tables[last].cells.count - 1].endLine = page.lines.count
  }

  mutating func closeTable() {
    guard !tables.isEmpty else { return }
    closeOpenCell()
    let table = tables.removeLast()
    guard page.lines.count > table.firstLine, !table.isForLayout else { return }
    let setter = TableSetter(table: table, limit: options.width ?? 120)
    let above = page.lines[table.firstLine].blanksAbove
    guard setter.set(&page) else { return }
    if keepsMarks { clampMarks() }
    page.lines[table.firstLine].blanksAbove = table.firstLine == 0 ? 0 : max(above, 1)
    margin = max(margin, 1)
  }
}
