import Bytes
import Dump

/// Two columns of a table, held in memory so that records can be joined to it.
final class LookupTable {
  /// What a key comes to.
  enum Answer {
    /// One value.
    case found(Int)
    /// No row has the key.
    case missing
    /// Rows with the key differ in the value.
    case ambiguous
  }

  /// What the table is, for messages.
  let configuration: LookupConfiguration
  private let table: ByteTable

  /// Reads the whole table; broken rows and rows without a key are passed over, so that only records that need them fail.
  init(_ configuration: LookupConfiguration, source: any RecordSource, key: Int, value: Int) throws(DumpError) {
    self.configuration = configuration
    source.ask(for: [key, value])
    var table = ByteTable()
    var record = Record()
    reading: while true {
      switch try source.next(into: &record) {
      case .end: break reading
      case .broken: continue
      case .record: if !record.isEmpty(key) { table.add(record[key], record[value]) }
      }
    }
    self.table = table
  }

  /// What the key comes to.
  func find(_ key: Span<UInt8>) -> Answer {
    guard let entry = table.find(key) else { return .missing }
    return table.isAmbiguous(entry) ? .ambiguous : .found(entry)
  }

  /// Appends an entry's value.
  func append(_ entry: Int, to buffer: inout ByteBuffer) {
    table.append(entry, to: &buffer)
  }
}
