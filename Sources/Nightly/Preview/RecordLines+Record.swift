public import Bytes
public import Dump
import JSONText

extension RecordLines {
  /// Appends one record of a dump and a line feed: numbers, `true` and `false` and JSON as they are, text as strings, and
  /// no key where there is no value.
  public func append(_ record: borrowing Record, to buffer: inout ByteBuffer) {
    buffer.append("{")
    var isFirst = true
    for column in 0..<record.count where record.kind(column) != .missing {
      if !isFirst { buffer.append(",") }
      isFirst = false
      append(key: column, to: &buffer)
      switch record.kind(column) {
      case .number where RecordLines.isJSONNumber(record[column]): buffer.append(record[column])
      case .boolean, .json: buffer.append(record[column])
      default: buffer.append(jsonString: record[column])
      }
    }
    buffer.append("}\n")
  }

  /// Whether SQLite's digits are a number in JSON too: `Inf` is none.
  private static func isJSONNumber(_ text: Span<UInt8>) -> Bool {
    guard let last = text.isEmpty ? nil : text[text.count - 1] else { return false }
    return last.decimalValue != nil
  }
}
