public import Dump
import SFTP

/// Where the dump is and what its tables need to be told about.
public struct DumpConfiguration: Sendable {
  /// A folder of CSV and JSON Lines files, a SQLite file, or the address of a PostgreSQL database.
  public var path: String
  /// Whether `path` is the address of a PostgreSQL database.
  public var isPostgres = false
  /// Where the database's password is found; nil to leave it to libpq.
  public var password: SecretSource?
  /// What is not left to sniffing, by table.
  public var tables: [String: TableOptions] = [:]

  /// Creates the configuration of a dump whose tables are all sniffed.
  public init(path: String) {
    self.path = path
  }

  /// Opens the dump. `environment` is where a password may be.
  public func open(environment: [String: String]) throws(FlowError) -> Dump {
    var password: String?
    if let source = self.password {
      do throws(ServerError) {
        password = String(decoding: try source.secret(environment: environment).bytes, as: UTF8.self)
      } catch {
        throw .usage("dump.password: \(error.problem)", advice: "\(error.fix).")
      }
    }
    do throws(DumpError) {
      if isPostgres { return try Dump(postgres: PostgresAddress(path, password: password)) }
      return try Dump(path: path, tables: tables)
    } catch {
      throw .dump(error)
    }
  }
}

extension DumpConfiguration {
  init(_ node: ConfigurationNode, _ paths: PathBase) throws(ConfigurationError) {
    if case .string = node.value {
      self.init(path: try paths.path(node))
      return
    }
    let object = try node.object(.dump)
    if let postgres = object["postgres"] {
      try self.init(postgres: postgres, object, paths)
      return
    }
    if let password = object["password"] {
      throw password.error("only a database has a password", fix: "Take it away, or write postgres: in place of path:")
    }
    self.init(path: try paths.path(try object.required("path", example: "\"crm-dump\"")))
    for (name, table) in try object["tables"]?.members(of: "an object of tables") ?? [] {
      tables[name] = try TableOptions(table)
    }
  }

  private init(
    postgres node: ConfigurationNode, _ object: ConfigurationObject, _ paths: PathBase
  ) throws(ConfigurationError) {
    for key in ["path", "tables"] {
      if let other = object[key] {
        throw other.error("a database's tables are not files", fix: "Take away \(key), or postgres")
      }
    }
    // The empty text stands for what the environment says (PGHOST, PGDATABASE, PGSERVICE), as in psql.
    var address = ""
    if case .string("") = node.value {} else { address = try node.text() }
    if PostgresAddress.holdsPassword(address) {
      throw node.error(
        "a password does not belong into the configuration",
        fix: "Take it out of the address and write password: { env: \"NF_PASSWORD\" } beside it")
    }
    self.init(path: address)
    isPostgres = true
    password = try object["password"].map { (node) throws(ConfigurationError) in try node.secret(paths) }
  }
}

extension TableOptions {
  init(_ node: ConfigurationNode) throws(ConfigurationError) {
    self.init()
    let object = try node.object(.table)
    file = try object.read("file", ConfigurationNode.text)
    format = try object.choice("format", TableFormat.self)
    delimiter = try object.read("delimiter", ConfigurationNode.character)
    quote = try object.read("quote", ConfigurationNode.character)
    escape = try object.read("escape", ConfigurationNode.character)
    comment = try object.read("comment", ConfigurationNode.character)
    encoding = try object.read("encoding", ConfigurationNode.text)
    header = try object.read("header", ConfigurationNode.boolean)
    skipLines = try object["skipLines"].map { (node) throws(ConfigurationError) in try node.integer(in: 0...100_000) }
    columns = try object.read("columns", ConfigurationNode.names)
    flattensObjects = try object.choice("nested", NestedCells.self) != .json
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
