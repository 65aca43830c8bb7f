/// Where a field's value comes from.
public struct FieldSource: Hashable, Sendable {
  /// The first step: what the value is before it is looked up or replaced.
  public indirect enum Origin: Hashable, Sendable {
    /// A column of the record.
    case column(String)
    /// The same for all records, as its text or JSON text.
    case constant(ConstantValue)
    /// A text with `{name}` for columns, and for the names in `with`.
    case template(String, with: [String: FieldSource])
  }

  /// The first step.
  public var origin: Origin
  /// The table in which the value is replaced by another column's.
  public var lookup: LookupConfiguration?
  /// What stands in place of particular values, in order.
  public var values: [String: ConstantValue]?
  /// What an empty or missing value becomes.
  public var fallback: ConstantValue?
  /// What separates the items of a list within one value.
  public var split: String?
  /// Which record of an interaction the value is taken from, where its records differ in it.
  public var take: TakenRecord?
  /// What the value is in a metadata object, where it must not be left to its looks.
  public var type: MetadataType?
  /// The pattern of the value's time, where it is another than the export's.
  public var timestampFormat: String?
  /// The zone of the value's local time, where it is another than the export's.
  public var timeZone: String?
  /// Where it stands in the configuration, as in `exports.voice.columns.topic`.
  public var keyPath: String

  /// Creates a source that takes the value as it is.
  public init(_ origin: Origin, keyPath: String = "") {
    self.origin = origin
    self.keyPath = keyPath
  }
}

/// Which record of an interaction a value is taken from.
public enum TakenRecord: String, CaseIterable, Sendable {
  /// The first in time that has a value.
  case first
  /// The last in time that has a value.
  case last
}

/// What a value is in a metadata object.
public enum MetadataType: String, CaseIterable, Sendable {
  /// A string, whatever it looks like.
  case text
  /// A number.
  case number
  /// `true` or `false`.
  case boolean
  /// JSON text that becomes part of the object.
  case json
}

/// A value written in the configuration.
public enum ConstantValue: Hashable, Sendable {
  /// A text.
  case text(String)
  /// A number, as it is written in JSON.
  case number(String)
  /// `true` or `false`.
  case boolean(Bool)
}

/// A join: the value is a key into another table.
public struct LookupConfiguration: Hashable, Sendable {
  /// The other table.
  public var table: String
  /// Its column that the value is found in.
  public var key: String
  /// Its column that is taken.
  public var value: String
  /// What becomes of a record whose value the table does not have.
  public var missing: MissingLookup
}

/// What becomes of a value that a lookup's table does not have.
public enum MissingLookup: String, CaseIterable, Sendable {
  /// The record is a reject (`foreign-key`).
  case reject
  /// The field stays empty.
  case empty
  /// The value itself is taken.
  case keep
}

extension FieldSource {
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    if case .string = node.value {
      self.init(.column(try node.text()), keyPath: node.keyPath)
      return
    }
    guard case .object = node.value else {
      throw node.error(
        "a column's name or an object is expected here, this is \(node.value.typeName)",
        fix: "Write \"column_name\", or { constant: ... } for a fixed value")
    }
    let object = try node.object(.value)
    self.init(try FieldSource.origin(object), keyPath: node.keyPath)
    lookup = try object["lookup"].map { (node) throws(ConfigurationError) in try LookupConfiguration(node) }
    values = try object.read("values", ConfigurationNode.valueMap)
    fallback = try object.read("default", ConfigurationNode.constant)
    split = try object.read("split", ConfigurationNode.text)
    take = try object.choice("take", TakenRecord.self)
    type = try object.choice("type", MetadataType.self)
    timestampFormat = try object.read("timestampFormat", ConfigurationNode.timePattern)
    timeZone = try object.read("timeZone", ConfigurationNode.zoneName)
  }

  private static func origin(_ object: ConfigurationObject) throws(ConfigurationError) -> Origin {
    let given = ["column", "constant", "template"].filter { object[$0] != nil }
    guard given.count == 1 else {
      throw object.node.error(
        given.isEmpty
          ? "nothing says where the value comes from" : "\(given.joined(separator: " and ")) stand together",
        fix: "Write one of column, constant and template")
    }
    if let with = object["with"], object["template"] == nil {
      throw with.error("\"with\" names values for a template, and there is none", fix: "Take it away")
    }
    if let column = object["column"] { return .column(try column.text()) }
    if let constant = object["constant"] { return .constant(try constant.constant()) }
    var with: [String: FieldSource] = [:]
    for (name, node) in try object["with"]?.members(of: "an object of values") ?? [] {
      with[name] = try FieldSource(node)
    }
    return .template(try object.required("template", example: "\"Call with {name}\"").text(), with: with)
  }
}

extension LookupConfiguration {
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let object = try node.object(.lookup)
    table = try object.required("table", example: "\"agents\"").text()
    key = try object.required("key", example: "\"agent_id\"").text()
    value = try object.required("value", example: "\"email\"").text()
    missing =
      try object.choice("missing", MissingLookup.self) ?? .reject
  }
}

extension ConfigurationNode {
  /// A text, number or boolean.
  func constant() throws(ConfigurationError) -> ConstantValue {
    switch value {
    case .string(let text): return .text(text)
    case .integer(let number): return .number("\(number)")
    case .number(let number) where number.isFinite: return .number("\(number)")
    case .boolean(let value): return .boolean(value)
    default:
      throw error("a text, a number, true or false is expected here", fix: "Write for example \"Inbound\" or true")
    }
  }

  /// What stands in place of which value.
  func valueMap() throws(ConfigurationError) -> [String: ConstantValue] {
    var map: [String: ConstantValue] = [:]
    for (name, node) in try members(of: "an object of values") { map[name] = try node.constant() }
    return map
  }
}
