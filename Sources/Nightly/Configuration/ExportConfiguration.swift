import Bytes
import Dump
import Sedric

/// How one file kind is made from the dump.
public struct ExportConfiguration: Sendable {
  /// The file kind's name.
  public var kind: String
  /// The table that records come from; nil for a query.
  public var from: String?
  /// SQL over the dump whose result columns are the schema's field names.
  public var query: String?
  /// What fills which field, in the file's order.
  public var columns: [(field: String, source: FieldSource)]
  /// The column with the recording's path, for voice.
  public var audio: String?
  /// The folder that recordings' paths start at, where it is another than the configuration's.
  public var recordings: String?
  /// What the metadata object holds.
  public var metadata: [(name: String, source: FieldSource)]
  /// The pattern of times.
  public var timestampFormat: String?
  /// The zone of local times, where it is another than the configuration's.
  public var timeZone: String?
  /// What ambiguous local times mean, where it is another than the configuration's.
  public var onAmbiguous: AmbiguousTime?
  /// Which records are taken: a column's value must be one of those listed.
  public var filters: [(column: String, values: [String])]
  /// The column by which increments are cut.
  public var since: WatermarkConfiguration?
  /// Where it stands in the configuration, as in `exports.voice`.
  public var keyPath: String
}

/// The column by which increments are cut.
public struct WatermarkConfiguration: Hashable, Sendable {
  /// The column with the time.
  public var column: String
  /// How many seconds before the last watermark are read again, for records that came late.
  public var overlap: Int
}

extension ExportConfiguration {
  /// The file kinds' names, in the order of export.
  public static let kinds = FileKind.allCases.map(\.rawValue)

  static func all(_ node: ConfigurationNode, _ paths: PathBase) throws(ConfigurationError) -> [ExportConfiguration] {
    let object = try node.object(.exports)
    var exports: [ExportConfiguration] = []
    for kind in FileKind.allCases {
      if let member = object[kind.rawValue] { exports.append(try ExportConfiguration(member, kind, paths)) }
    }
    if exports.isEmpty {
      throw node.error("nothing is exported", fix: "Add one of \(kinds.joined(separator: ", "))")
    }
    return exports
  }

  private init(_ node: ConfigurationNode, _ kind: FileKind, _ paths: PathBase) throws(ConfigurationError) {
    let object = try node.object(kind.exportShape)
    self.kind = kind.rawValue
    keyPath = node.keyPath
    query = try ExportConfiguration.query(object, paths)
    from = try object.read("from", ConfigurationNode.text)
    audio = kind == .voice ? try object.read("audio", ConfigurationNode.text) : nil
    recordings = try object.path("recordings", paths)
    metadata = try object.read("metadata", ConfigurationNode.metadata) ?? []
    timestampFormat = try object.read("timestampFormat", ConfigurationNode.timePattern)
    timeZone = try object.read("timeZone", ConfigurationNode.zoneName)
    onAmbiguous = try object.choice("onAmbiguous", AmbiguousTime.self)
    since = try object["since"].map { (node) throws(ConfigurationError) in try WatermarkConfiguration(node) }
    columns = []
    filters = []
    for (name, value) in try object["columns"]?.members(of: "an object of fields") ?? [] {
      columns.append((name, try FieldSource(value)))
    }
    for (name, value) in try object["where"]?.members(of: "an object of columns") ?? [] {
      filters.append((name, try value.plainTexts()))
    }
    try mergeValues(object["values"])
    try checkOrigin(object)
  }

  private static func query(_ object: ConfigurationObject, _ paths: PathBase) throws(ConfigurationError) -> String? {
    guard let file = object["queryFile"] else {
      return try object.read("query", ConfigurationNode.text)
    }
    if let query = object["query"] {
      throw query.error("query and queryFile stand together", fix: "Keep one of the two")
    }
    return try file.fileText(paths)
  }

  /// `values: { field: { … } }` at the export's level is the same as in the field itself.
  private mutating func mergeValues(_ node: ConfigurationNode?) throws(ConfigurationError) {
    for (name, map) in try node?.members(of: "an object of fields") ?? [] {
      guard let index = columns.firstIndex(where: { $0.field == name }) else {
        throw map.error(
          "no field of this name is filled above", fix: suggestion(for: name, among: columns.map(\.field)))
      }
      if columns[index].source.values != nil {
        throw map.error("the field has values of its own", fix: "Keep one of the two")
      }
      columns[index].source.values = try map.valueMap()
    }
  }

  private func checkOrigin(_ object: ConfigurationObject) throws(ConfigurationError) {
    switch (from, query) {
    case (nil, nil):
      throw object.node.error("nothing says where the records come from", fix: "Add from: \"table\"")
    case (.some, .some):
      throw object.node.error("from and query stand together", fix: "Keep one of the two")
    case (.some, nil) where columns.isEmpty:
      throw object.node.error("the key \"columns\" is missing", fix: "Add for example columns: { id: \"call_id\" }")
    default: break
    }
    if kind == "voice", audio == nil {
      throw object.node.error(
        "the key \"audio\" is missing, and a call needs its recording",
        fix: "Add audio: with the column that holds the recording's path")
    }
  }
}

extension WatermarkConfiguration {
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    if case .string = node.value {
      self.init(column: try node.text(), overlap: 0)
      return
    }
    let object = try node.object(.since)
    self.init(
      column: try object.required("column", example: "\"updated_at\"").text(),
      overlap: try object.read("overlap", ConfigurationNode.duration) ?? 0)
  }
}

extension ConfigurationNode {
  /// A time pattern that compiles.
  func timePattern() throws(ConfigurationError) -> String {
    let pattern = try text()
    if TimeFormat(pattern: pattern) != nil { return pattern }
    throw error(
      "\"\(pattern)\" is not a pattern of times",
      fix: "Write for example \"dd/MM/yyyy HH:mm\" (MM is the month, mm are minutes), \"iso8601\" or \"epoch-seconds\"")
  }

  /// Seconds, as a number or as `90s`, `15m`, `2h`, `1d`.
  func duration() throws(ConfigurationError) -> Int {
    if let seconds = wholeNumber, seconds >= 0, seconds <= 366 * 86_400 { return Int(seconds) }
    if case .string(let text) = value, let unit = text.utf8.last, let number = Int(text.dropLast()), number >= 0,
      number < 100_000
    {
      let units: [UInt8: Int] = [
        UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
      ]
      if let seconds = units[unit] { return number * seconds }
    }
    throw error("this is not a time span", fix: "Write for example \"15m\", \"2h\" or \"1d\"")
  }

  /// A list of column names, or an object of names and sources.
  func metadata() throws(ConfigurationError) -> [(name: String, source: FieldSource)] {
    var entries: [(name: String, source: FieldSource)] = []
    if case .array = value {
      for name in try names() { entries.append((name, FieldSource(.column(name), keyPath: keyPath))) }
    } else {
      for (name, node) in try members(of: "a list of columns or an object") {
        entries.append((name, try FieldSource(node)))
      }
    }
    return entries
  }

  /// A text, number or boolean, or a list of them, as the texts that a dump has.
  func plainTexts() throws(ConfigurationError) -> [String] {
    var texts: [String] = []
    for item in try items(orSingle: true) {
      switch try item.constant() {
      case .text(let text), .number(let text): texts.append(text)
      case .boolean(let value): texts.append(value ? "true" : "false")
      }
    }
    return texts
  }
}
