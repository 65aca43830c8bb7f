/// A `${…}` that cannot be filled in.
struct EnvironmentReferenceError: Error, Hashable {
  let problem: String
  let fix: String
}

/// Fills `${…}` in, in every text of a configuration; keys stay as they are.
struct EnvironmentFilling {
  let environment: [String: String]
  /// The variables that a text refers to, by its key path, where it refers to any.
  private(set) var references: [String: [String]] = [:]

  init(environment: [String: String]) { self.environment = environment }

  /// The value of `node` with variables filled in. A reference that has no value is an error with its place.
  mutating func fill(_ node: ConfigurationNode) throws(ConfigurationError) -> JSON5Value {
    switch node.value {
    case .string(let text): return .string(try fill(text, of: node))
    case .array:
      var items: [JSON5Value] = []
      for item in try node.items() { items.append(try fill(item)) }
      return .array(items)
    case .object:
      var members: [String: JSON5Value] = [:]
      for member in try node.members(of: "an object") { members[member.name] = try fill(member.node) }
      return .object(members)
    default: return node.value
    }
  }

  private mutating func fill(_ text: String, of node: ConfigurationNode) throws(ConfigurationError) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var names: [String] = []
    do throws(EnvironmentReferenceError) {
      let filled = try expandEnvironment(text, with: environment, noting: &names)
      if !names.isEmpty { references[node.keyPath] = names }
      return filled
    } catch {
      throw node.error(error.problem, fix: error.fix)
    }
  }
}

/// Replaces `${NAME}` by the variable's value and `${NAME:-else}` by it or, where it is unset or empty, by `else`.
///
/// A `$` that no `{` follows stands for itself, and `$${` for `${`. The names referred to are added to `names`, each once.
func expandEnvironment(
  _ text: String, with environment: [String: String], noting names: inout [String]
) throws(EnvironmentReferenceError) -> String {
  var result: [UInt8] = []
  let bytes = Array(text.utf8)
  var at = 0
  while at < bytes.count {
    if bytes[at...].starts(with: "$${".utf8) {
      result += Array("${".utf8)
      at += 3
    } else if bytes[at...].starts(with: "${".utf8) {
      guard let end = bytes[at...].firstIndex(of: UInt8(ascii: "}")) else {
        throw EnvironmentReferenceError(problem: "\"${\" has no \"}\"", fix: "Close it, or write $${ for a plain ${")
      }
      let reference = EnvironmentReference(bytes[(at + 2)..<end])
      if !names.contains(reference.name) { names.append(reference.name) }
      result += try reference.value(environment).utf8
      at = end + 1
    } else {
      result.append(bytes[at])
      at += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// What stands between `${` and `}`.
private struct EnvironmentReference {
  let name: String
  private let fallback: String?

  init(_ text: ArraySlice<UInt8>) {
    let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    name = String(decoding: parts[0], as: UTF8.self)
    let isFallback = parts.count == 2 && parts[1].first == UInt8(ascii: "-")
    fallback = isFallback ? String(decoding: parts[1].dropFirst(), as: UTF8.self) : nil
  }

  func value(_ environment: [String: String]) throws(EnvironmentReferenceError) -> String {
    if let value = environment[name], !value.isEmpty { return value }
    if let fallback { return fallback }
    throw EnvironmentReferenceError(
      problem: "the environment variable \(name) is not set",
      fix: "Set it, give a default as in ${\(name):-value}, or write $${ for a plain ${")
  }
}
