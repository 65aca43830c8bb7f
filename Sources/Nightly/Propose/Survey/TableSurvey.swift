import Bytes
import Dump

/// The first records of a table, looked at column by column.
struct TableSurvey {
  /// The table's name.
  let name: String
  /// Its columns with what they hold.
  let columns: [ColumnSurvey]
  /// How many records were looked at.
  let rowCount: Int
  private static let sample = 500

  /// Looks at a table's first records.
  init(_ name: String, _ source: any RecordSource) throws(DumpError) {
    self.name = name
    var columns = source.columns.map { ColumnSurvey(name: $0, table: name) }
    var record = Record()
    var rows = 0
    while rows < TableSurvey.sample {
      switch try source.next(into: &record) {
      case .end: break
      case .broken: continue
      case .record:
        rows += 1
        for column in columns.indices { columns[column].add(String(repairing: record[column]), record.kind(column)) }
        continue
      }
      break
    }
    self.columns = columns
    rowCount = rows
  }

  /// The column of this name.
  func column(_ name: String) -> ColumnSurvey? { columns.first { $0.name == name } }

  /// Whether a column is the same in all records that share a value of another one, as far as was looked.
  func isConstant(_ column: ColumnSurvey, within group: ColumnSurvey) -> Bool {
    var first: [String: String] = [:]
    for (key, value) in zip(group.values, column.values) {
      if let before = first[key], before != value { return false }
      first[key] = value
    }
    return true
  }
}
