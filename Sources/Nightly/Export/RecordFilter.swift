import Bytes
import Dump

/// The configuration's `where`: a record is taken if each named column has one of the values listed.
struct RecordFilter {
  private var conditions: [(column: Int, values: [[UInt8]])] = []

  init() {}

  init(_ compiler: MappingCompiler) throws(MappingError) {
    for filter in compiler.export.filters {
      let keyPath = "\(compiler.export.keyPath).where.\(filter.column)"
      conditions.append((try compiler.number(of: filter.column, keyPath), filter.values.map { Array($0.utf8) }))
    }
  }

  /// Whether the record is asked for.
  func accepts(_ record: borrowing Record) -> Bool {
    for condition in conditions {
      let value = record[condition.column]
      if !condition.values.contains(where: { value.isEqual(to: $0.span) }) { return false }
    }
    return true
  }
}

/// The records of a time window.
struct WindowFilter {
  /// The column with the time.
  let column: Int
  let columnName: String
  let times: TimeReader
  /// From this instant on; nil for the beginning of time.
  let from: Timestamp?
  /// Before this instant; nil for the end of time.
  let to: Timestamp?

  /// Whether the record is of the window. One whose time cannot be read is, so that it is refused and not passed over.
  func contains(_ record: borrowing Record) -> Bool {
    let time: Timestamp
    do { time = try times.read(record[column], column: columnName, field: "") } catch { return true }
    if let from, time < from { return false }
    if let to, time >= to { return false }
    return true
  }
}
