/// A table for a terminal: columns lined up, numbers to the right, no lines.
public struct TextTable: Sendable {
  /// Which side a column's cells keep to.
  public enum Alignment: Sendable {
    /// Texts.
    case left
    /// Numbers.
    case right
  }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// Creates an empty table. Columns without an alignment keep left.
  public init(_ header: [String], alignments: [Alignment] = []) {
    self.header = header
    self.alignments = alignments
  }

  /// Adds a row; missing cells are empty.
  public mutating func add(_ cells: [String]) {
    rows.append(cells)
  }

  /// The table in lines, two spaces between columns, without trailing spaces.
  public func text() -> String {
    let all = [header] + rows
    let widths = (0..<(all.map(\.count).max() ?? 0)).map { column in
      all.map { $0.count > column ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return all.map { line($0, widths) + "\n" }.joined()
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, width) in widths.enumerated() {
      let cell = cells.count > column ? cells[column] : ""
      let space = String(repeating: " ", count: width - DisplayWidth.of(cell))
      let right = alignments.count > column && alignments[column] == .right
      line += (column == 0 ? "" : "  ") + (right ? space + cell : cell + space)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
