import Bytes
import Schema
import Sedric

extension FieldShape {
  /// The shape of a schema's type.
  init(_ type: FieldType) {
    switch type {
    case .string, .integer, .number: self = .text
    case .boolean: self = .boolean
    case .date: self = .date
    case .timestamp: self = .time
    case .object: self = .object
    case .list: self = .list
    }
  }
}

extension RejectReason {
  /// The reason that a broken rule of the schema is.
  init(_ violation: Violation) {
    self.init(error: violation.rule.rawValue, field: violation.fieldName, reason: "\(violation.note).")
  }
}

extension MappedRow {
  /// A copy of a cell's text, or nil where it is absent.
  func bytes(_ field: Int) -> [UInt8]? {
    self[field]?.array()
  }
}
