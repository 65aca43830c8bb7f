/// An open table: its cells' lines are on the page already, as blocks, and are set in columns if it turns out to hold data.
struct TableState: Sendable {
  /// One cell and the lines that its content took.
  struct Cell: Sendable {
    var row: Int
    var column: Int
    var columnSpan: Int
    var rowSpan: Int
    var isHeader: Bool
    var isRight: Bool
    var firstLine: Int
    var endLine: Int
  }

  var cells: [Cell] = []
  var row = -1
  var column = 0
  /// For each column, down to which row a cell from above reaches.
  var reaches: [Int] = []
  var isCellOpen = false
  var firstLine: Int
  var quote: UInt16
  var indent: UInt16
  /// Whether it is there for its looks: it says so, or it holds another table.
  var isForLayout = false
  var hasHeader = false

  init(firstLine: Int, quote: UInt16, indent: UInt16) {
    self.firstLine = firstLine
    self.quote = quote
    self.indent = indent
  }

  /// Tables with more columns than this are taken as layout.
  static let mostColumns = 64

  mutating func beginRow() {
    row += 1
    column = 0
  }

  /// Gives a cell its place on the grid (HTML, section 4.9.12).
  mutating func place(columnSpan: Int, rowSpan: Int) -> Int {
    if row < 0 { beginRow() }
    while column < reaches.count, reaches[column] >= row { column += 1 }
    let first = column
    guard first + columnSpan <= TableState.mostColumns else {
      isForLayout = true
      return first
    }
    while reaches.count < first + columnSpan { reaches.append(-1) }
    for index in first..<(first + columnSpan) { reaches[index] = row + rowSpan - 1 }
    column = first + columnSpan
    return first
  }
}
