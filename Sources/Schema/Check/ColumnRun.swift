/// Neighbouring columns that are all the same in every row, or all not.
struct ColumnRun {
  let columns: Range<Int>
  let isShared: Bool
  /// Where the first row's fields, as they stand in the file, are kept.
  var raw: Range<Int>?

  /// Cuts columns, given by their nodes (-1 for those that the schema has not), into runs.
  static func cut(_ nodes: [Int], isShared: (Int) -> Bool) -> [ColumnRun] {
    var runs: [ColumnRun] = []
    for (column, node) in nodes.enumerated() {
      let shared = node >= 0 && isShared(node)
      if let last = runs.last, last.isShared == shared {
        runs[runs.count - 1] = ColumnRun(columns: last.columns.lowerBound..<(column + 1), isShared: shared)
      } else {
        runs.append(ColumnRun(columns: column..<(column + 1), isShared: shared))
      }
    }
    return runs
  }
}
