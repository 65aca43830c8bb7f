public import Dump

/// Where the dump is and what its tables need to be told about.
public struct DumpConfiguration: Sendable {
  /// A folder of CSV and JSON Lines files, or a SQLite file.
  public var path: String
  /// What is not left to sniffing, by table.
  public var tables: [String: TableOptions] = [:]

  /// Creates the configuration of a dump whose tables are all sniffed.
  public init(path: String) {
    self.path = path
  }
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
      tables[name] = try TableOptions(table)
    }
  }
}

extension TableOptions {
  private static let keys = [
    "file", "format", "delimiter", "quote", "escape", "encoding", "header", "columns", "skipLines", "comment",
  ]

  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    self.init()
    let object = try node.object(TableOptions.keys)
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
