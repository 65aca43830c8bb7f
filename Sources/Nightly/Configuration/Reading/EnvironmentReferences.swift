/// A `${…}` that cannot be filled in.
struct EnvironmentReferenceError: Error, Hashable {
  let problem: String
  let fix: String
}

/// Replaces `${NAME}` by the variable's value and `${NAME:-else}` by it or, where it is unset or empty, by `else`.
///
/// A `$` that no `{` follows stands for itself, and `$${` for `${`.
func expandEnvironment(
  _ text: String, with environment: [String: String]
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
      result += try value(of: String(decoding: bytes[(at + 2)..<end], as: UTF8.self), environment).utf8
      at = end + 1
    } else {
      result.append(bytes[at])
      at += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

private func value(
  of reference: String, _ environment: [String: String]
) throws(EnvironmentReferenceError) -> String {
  let parts = reference.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
  let name = String(Substring(parts[0]))
  if let value = environment[name], !value.isEmpty { return value }
  if parts.count == 2, parts[1].first == UInt8(ascii: "-") { return String(Substring(parts[1].dropFirst())) }
  throw EnvironmentReferenceError(
    problem: "the environment variable \(name) is not set", fix: "Set it, or give a fallback: ${\(name):-value}")
}
