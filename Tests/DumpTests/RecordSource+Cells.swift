import Bytes
import Dump

extension RecordSource {
  /// A record's values as texts, `kind:value`.
  func cells(_ record: borrowing Record) -> [String] {
    var cells: [String] = []
    for column in columns.indices { cells.append("\(record.kind(column)):\(String(repairing: record[column]))") }
    return cells
  }
}
