import FoundationEssentials

/// A JSON5 value as Foundation's `JSONDecoder` reads it, before it is known what it means.
enum JSON5Value: Decodable, Hashable, Sendable {
  case object([String: JSON5Value])
  case array([JSON5Value])
  case string(String)
  case integer(Int64)
  case number(Double)
  case boolean(Bool)
  case null

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyKey.self) {
      var members: [String: JSON5Value] = [:]
      for key in container.allKeys { members[key.stringValue] = try container.decode(JSON5Value.self, forKey: key) }
      self = .object(members)
    } else if var container = try? decoder.unkeyedContainer() {
      var items: [JSON5Value] = []
      while !container.isAtEnd { items.append(try container.decode(JSON5Value.self)) }
      self = .array(items)
    } else {
      self = try JSON5Value(scalar: try decoder.singleValueContainer())
    }
  }

  private init(scalar container: any SingleValueDecodingContainer) throws {
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  /// What the value is, in a reader's words.
  var typeName: String {
    switch self {
    case .object: "an object"
    case .array: "a list"
    case .string: "a text"
    case .integer, .number: "a number"
    case .boolean: "true or false"
    case .null: "null"
    }
  }
}

/// Any key of a JSON object.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
