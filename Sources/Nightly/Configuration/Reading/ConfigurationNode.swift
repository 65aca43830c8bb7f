import Dump

/// A value of the configuration with its place, read by what is expected of it.
struct ConfigurationNode: Sendable {
  let value: JSON5Value
  let keyPath: String
  let document: ConfigurationDocument

  /// An error about this value.
  func error(_ problem: String, fix: String) -> ConfigurationError {
    ConfigurationError(
      file: document.path, line: document.line(of: keyPath), keyPath: keyPath, problem: problem, fix: fix)
  }

  private func mismatch(_ wanted: String, example: String) -> ConfigurationError {
    error("\(wanted) is expected here, this is \(value.typeName)", fix: "Write for example \(example)")
  }

  /// The members of an object that may have only the keys that are declared for it.
  func object(_ name: ConfigurationShape.Name) throws(ConfigurationError) -> ConfigurationObject {
    let known = ConfigurationShape.named(name).names
    let members = try self.members(of: "an object")
    for member in members where !known.contains(member.name) {
      throw member.node.error("\"\(member.name)\" is not a key", fix: suggestion(for: member.name, among: known))
    }
    return ConfigurationObject(node: self, known: known, members: members)
  }

  /// The members of an object with keys of the user's own, in the file's order.
  func members(of wanted: String) throws(ConfigurationError) -> [(name: String, node: ConfigurationNode)] {
    guard case .object(let members) = value else { throw mismatch(wanted, example: "{ key: value }") }
    return members.map { name, value in
      let path = keyPath.isEmpty ? name : "\(keyPath).\(name)"
      return (name, ConfigurationNode(value: value, keyPath: path, document: document))
    }.sorted { document.isKey($0.node.keyPath, before: $1.node.keyPath) }
  }

  /// The items of a list; a value that is no list counts as a list of itself where `orSingle` allows it.
  func items(orSingle: Bool = false) throws(ConfigurationError) -> [ConfigurationNode] {
    guard case .array(let items) = value else {
      if orSingle { return [self] }
      throw mismatch("a list", example: "[ \"one\", \"two\" ]")
    }
    return items.enumerated().map {
      ConfigurationNode(value: $1, keyPath: "\(keyPath)[\($0)]", document: document)
    }
  }

  /// A text that is not empty.
  func text() throws(ConfigurationError) -> String {
    guard case .string(let text) = value else { throw mismatch("a text", example: "\"text\"") }
    if text.isEmpty { throw error("this text is empty", fix: "Fill it in, or take the key away") }
    if text.utf8.contains(0) { throw error("this text holds a NUL character", fix: "Take \\u0000 away") }
    return text
  }

  /// `true` or `false`, also as the text of an environment variable.
  func boolean() throws(ConfigurationError) -> Bool {
    if case .boolean(let value) = value { return value }
    if let text = filledText, let value = Bool(text) { return value }
    throw mismatch("true or false", example: "true")
  }

  /// The whole number that this is, or that the text of an environment variable is.
  var wholeNumber: Int64? {
    if case .integer(let number) = value { number } else { filledText.flatMap { Int64($0) } }
  }

  /// The text, where environment variables were filled in.
  private var filledText: String? {
    guard case .string(let text) = value, document.references[keyPath] != nil else { return nil }
    return text
  }

  /// A whole number in `range`, also as the text of an environment variable.
  func integer(in range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
    guard let value = wholeNumber else { throw mismatch("a whole number", example: "\(range.lowerBound)") }
    guard let number = Int(exactly: value), range.contains(number) else {
      throw error("\(value) is out of range", fix: "Write a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// One of a fixed set of words.
  func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(ConfigurationError) -> Choice
  where Choice.RawValue == String {
    let text = try text()
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    throw error("\"\(text)\" is none of \(names.joined(separator: ", "))", fix: suggestion(for: text, among: names))
  }
}

/// The members of an object whose keys were checked.
struct ConfigurationObject: Sendable {
  let node: ConfigurationNode
  private let known: [String]
  private let members: [String: ConfigurationNode]

  init(node: ConfigurationNode, known: [String], members: [(name: String, node: ConfigurationNode)]) {
    self.node = node
    self.known = known
    self.members = Dictionary(members.map { ($0.name, $0.node) }) { first, _ in first }
  }

  /// The member with this key; nil where it is missing or null.
  subscript(key: String) -> ConfigurationNode? {
    assert(known.contains(key), "the key \(key) is read and not declared")
    return members[key].flatMap { $0.value == .null ? nil : $0 }
  }

  /// The member with this key, which must be there.
  func required(_ key: String, example: String) throws(ConfigurationError) -> ConfigurationNode {
    if let node = self[key] { return node }
    throw node.error("the key \"\(key)\" is missing", fix: "Add for example \(key): \(example)")
  }

  /// What `method` reads from the member with this key, where it is there.
  func read<Value>(
    _ key: String, _ method: (ConfigurationNode) -> () throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> Value? {
    guard let node = self[key] else { return nil }
    return try method(node)()
  }

  /// The word that the member with this key is, where it is there.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(ConfigurationError) -> Choice? where Choice.RawValue == String {
    guard let node = self[key] else { return nil }
    return try node.choice(type)
  }

  /// The path that the member with this key is, where it is there.
  func path(_ key: String, _ paths: PathBase) throws(ConfigurationError) -> String? {
    guard let node = self[key] else { return nil }
    return try paths.path(node)
  }

  /// Where the secret under this key is found, where it is there.
  func secret(_ key: String, _ paths: PathBase) throws(ConfigurationError) -> SecretSource? {
    guard let node = self[key] else { return nil }
    return try node.secret(paths)
  }
}
