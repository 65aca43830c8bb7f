/// Where the dump is and what its tables need to be told about.
public struct DumpConfiguration: Sendable {
  /// A folder of CSV and JSON Lines files, or a SQLite file.
  public var path: String
  /// What is not left to sniffing, by table.
  public var tables: [String: TableConfiguration] = [:]

  /// Creates the configuration of a dump whose tables are all sniffed.
  public init(path: String) {
    self.path = path
  }
}

/// What is known of one table's files.
public struct TableConfiguration: Hashable, Sendable {
  /// The file's name or a pattern with `*` below the dump's folder; nil for the table's name with any known ending.
  public var file: String?
  /// How the file is written; nil to go by its ending.
  public var format: TableFormat?
  /// The delimiter between fields, one ASCII character.
  public var delimiter: UInt8?
  /// The quote around fields, one ASCII character.
  public var quote: UInt8?
  /// The escape character in quoted fields, where quotes are not doubled.
  public var escape: UInt8?
  /// The character set's name, as in `windows-1252`.
  public var encoding: String?
  /// Whether the first row names the columns.
  public var header: Bool?
  /// The columns' names where the file has none.
  public var columns: [String]?
  /// How many lines stand above the table.
  public var skipLines: Int?
  /// The character that starts a comment line.
  public var comment: UInt8?

  /// Creates a configuration that leaves all to sniffing.
  public init() {}
}

/// How a table's file is written.
public enum TableFormat: String, CaseIterable, Sendable {
  /// Rows of delimited fields.
  case csv
  /// One JSON object a line.
  case jsonl
  /// One JSON array of objects.
  case json
}

extension DumpConfiguration {
  init(_ node: ConfigurationNode, _ paths: PathBase) throws(ConfigurationError) {
    if case .string = node.value {
      self.init(path: try paths.path(node))
      return
    }
    let object = try node.object(["path", "tables"])
    self.init(path: try paths.path(try object.required("path", example: "\"crm-dump\"")))
    for (name, table) in try object["tables"]?.members(of: "an object of tables") ?? [] {
      tables[name] = try TableConfiguration(table)
    }
  }
}

extension TableConfiguration {
  private static let keys = [
    "file", "format", "delimiter", "quote", "escape", "encoding", "header", "columns", "skipLines", "comment",
  ]

  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    let object = try node.object(TableConfiguration.keys)
    file = try object.read("file", ConfigurationNode.expandedText)
    format = try object.choice("format", TableFormat.self)
    delimiter = try object.read("delimiter", ConfigurationNode.character)
    quote = try object.read("quote", ConfigurationNode.character)
    escape = try object.read("escape", ConfigurationNode.character)
    comment = try object.read("comment", ConfigurationNode.character)
    encoding = try object.read("encoding", ConfigurationNode.text)
    header = try object.read("header", ConfigurationNode.boolean)
    skipLines = try object["skipLines"].map { (node) throws(ConfigurationError) in try node.integer(in: 0...100_000) }
    columns = try object.read("columns", ConfigurationNode.names)
  }
}

extension ConfigurationNode {
  /// One ASCII character.
  func character() throws(ConfigurationError) -> UInt8 {
    let text = try text() == "\\t" ? "\t" : text()
    guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80, byte != 0x0A, byte != 0x0D else {
      throw error("this is not a single ASCII character", fix: "Write for example \";\" or \"\\t\"")
    }
    return byte
  }

  /// A list of names, none twice.
  func names() throws(ConfigurationError) -> [String] {
    var names: [String] = []
    for item in try items() {
      let name = try item.text()
      if names.contains(name) { throw item.error("\"\(name)\" stands twice", fix: "Keep one of the two") }
      names.append(name)
    }
    return names
  }
}
