import Dump

extension Configuration {
  /// Reads a configuration file.
  ///
  /// `environment` is what `${NAME}` in texts refers to.
  public init(path: String, environment: [String: String]) throws(ConfigurationError) {
    try self.init(document: try ConfigurationDocument.load(path, environment: environment))
  }

  /// Reads a configuration's text as if it stood in the file at `path`.
  public init(text: String, path: String, environment: [String: String] = [:]) throws(ConfigurationError) {
    try self.init(document: ConfigurationDocument(text: Array(text.utf8), path: path, environment: environment))
  }

  private init(document: ConfigurationDocument) throws(ConfigurationError) {
    let root = try document.root.object(.configuration)
    let paths = PathBase(configuration: document.path)
    path = document.path
    self.document = document
    dump = try DumpConfiguration(root.required("dump", example: "{ path: \"crm-dump\" }"), paths)
    timeZone = try root.read("timeZone", ConfigurationNode.zoneName)
    onAmbiguous =
      try root.choice("onAmbiguous", AmbiguousTime.self)
      ?? .reject
    recordings = try root.path("recordings", paths)
    outbox = try paths.path(root["outbox"], default: "outbox")
    ledger = try paths.path(root["ledger"], default: "nightferry.sqlite")
    reports = try paths.path(root["reports"], default: "reports")
    rejects = try paths.path(root["rejects"], default: "rejects")
    maxRejects = try root.read("maxRejects", ConfigurationNode.rejectLimit)
    sortMemory = try root.read("sortMemory", ConfigurationNode.byteCount) ?? 64 << 20
    exports = try ExportConfiguration.all(root.required("exports", example: "{ chat: { from: \"c\", ... } }"), paths)
    lists =
      try root["lists"].map { (node) throws(ConfigurationError) in try ListsConfiguration(node) }
      ?? ListsConfiguration()
    destinations =
      try root["destinations"].map { (node) throws(ConfigurationError) in
        try DestinationConfiguration.all(node, paths)
      } ?? []
  }
}

/// Where relative paths of a configuration start.
struct PathBase {
  private let folder: String?

  init(configuration path: String) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    folder = slash.map { $0 == path.utf8.startIndex ? "/" : String(path[..<$0]) }
  }

  /// The path that a node's text means.
  func path(_ node: ConfigurationNode) throws(ConfigurationError) -> String {
    let text = try node.text()
    if text == "~" || text.hasPrefix("~/") {
      guard let home = node.document.environment["HOME"], !home.isEmpty else {
        throw node.error("\"~\" needs the variable HOME, which is not set", fix: "Write the whole path")
      }
      return home + text.dropFirst()
    }
    return path(text)
  }

  /// The path of a node's text, or of a default name.
  func path(_ node: ConfigurationNode?, default name: String) throws(ConfigurationError) -> String {
    if let node { return try path(node) }
    return path(name)
  }

  private func path(_ text: String) -> String {
    guard let folder, !text.hasPrefix("/") else { return text }
    return folder == "/" ? "/\(text)" : "\(folder)/\(text)"
  }
}

extension ConfigurationNode {
  /// An IANA zone name that this system knows.
  func zoneName() throws(ConfigurationError) -> String {
    let name = try text()
    if TimeZoneNames.isKnown(name) { return name }
    let names = TimeZoneNames.all
    let near = nearestName(to: name, among: names)
    let example =
      names.isEmpty
      ? "Install the package tzdata, which has the zones" : "Write a name like \"Europe/Paris\" or \"UTC\""
    throw error(
      "\"\(name)\" is not a time zone of this system", fix: near.map { "Did you mean \"\($0)\"?" } ?? example)
  }

  /// `5`, `"5"` or `"1.5%"`.
  func rejectLimit() throws(ConfigurationError) -> RejectLimit {
    if case .integer(let count) = value, count >= 0 { return .count(Int(count)) }
    if case .string(let text) = value {
      if let count = Int(text), count >= 0 { return .count(count) }
      if text.hasSuffix("%"), let share = Double(text.dropLast()), (0...100).contains(share) {
        return .share(Int((share * 1000).rounded()))
      }
    }
    throw error("this is neither a number nor a share of the records", fix: "Write for example 100 or \"1%\"")
  }

  /// A number of bytes, as a number or with KB, MB or GB (powers of 1024) behind it.
  func byteCount() throws(ConfigurationError) -> Int {
    let mistake = error("this is not a size from 1MB to 1024GB", fix: "Write for example \"256MB\"")
    var count: Int?
    if case .integer(let number) = value { count = Int(number) }
    if case .string(let text) = value {
      let digits = text.prefix { $0.isNumber }
      let unit = text.dropFirst(digits.count).drop { $0 == " " }.uppercased()
      let shifts = ["": 0, "B": 0, "KB": 10, "K": 10, "MB": 20, "M": 20, "GB": 30, "G": 30]
      if let number = Int(digits), number < 1 << 30, let shift = shifts[unit] { count = number << shift }
    }
    guard let count, (1 << 20...1 << 40).contains(count) else { throw mistake }
    return count
  }
}
