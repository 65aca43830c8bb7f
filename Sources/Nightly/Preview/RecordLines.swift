public import Bytes
public import CSV
import JSONText

/// Records as JSON Lines: objects keyed by the header's names, or arrays of strings where there is no header.
public struct RecordLines: Sendable {
  private let keys: [[UInt8]]

  /// Creates lines for a table's columns; none for arrays.
  public init(header: [String]) {
    keys = header.map { name in
      var key = ByteBuffer()
      key.append(jsonString: name.utf8.span)
      key.append(":")
      return key.span.array()
    }
  }

  /// Appends one record and a line feed. Fields beyond the header are named by their number, as in `column_7`.
  public func append(_ record: borrowing CSVRecord, to buffer: inout ByteBuffer) {
    buffer.append(keys.isEmpty ? "[" : "{")
    for field in 0..<record.count {
      if field > 0 { buffer.append(",") }
      append(key: field, to: &buffer)
      buffer.append(jsonString: record[field])
    }
    buffer.append(keys.isEmpty ? "]\n" : "}\n")
  }

  func append(key field: Int, to buffer: inout ByteBuffer) {
    if field < keys.count {
      let key = keys[field]
      buffer.append(key.span)
    } else if !keys.isEmpty {
      buffer.append("\"column_\(field + 1)\":")
    }
  }
}
