import Bytes
import COpenSSL

/// The names at the start of a `known_hosts` line: a comma-separated list of patterns, or one hashed name.
struct HostPattern: Hashable, Sendable {
  private let field: [UInt8]

  init(_ field: [UInt8]) {
    self.field = field
  }

  /// Whether the line is about `name`, as `KnownHosts.name(host:port:)` makes it.
  func matches(_ name: String) -> Bool {
    if field.starts(with: Array("|1|".utf8)) { return matchesHash(name) }
    var matched = false
    for pattern in field.split(separator: UInt8(ascii: ",")) {
      let isNegated = pattern.first == UInt8(ascii: "!")
      guard Self.matches(isNegated ? pattern.dropFirst() : pattern, Array(name.utf8)[...]) else { continue }
      if isNegated { return false }
      matched = true
    }
    return matched
  }

  /// `|1|salt|hash`: HMAC-SHA1 of the name with the salt as key, both base64.
  private func matchesHash(_ name: String) -> Bool {
    let parts = field.split(separator: UInt8(ascii: "|"))
    guard parts.count == 3, let salt = Base64.decode(Array(parts[1]).span),
      let hash = Base64.decode(Array(parts[2]).span)
    else { return false }
    return Self.hash(name, salt: salt) == hash
  }

  /// HMAC-SHA1, by libcrypto's `HMAC`.
  static func hash(_ name: String, salt: [UInt8]) -> [UInt8] {
    let text = Array(name.utf8)
    return unsafe [UInt8](unsafeUninitializedCapacity: 20) { room, count in
      var length: UInt32 = 0
      unsafe HMAC(EVP_sha1(), salt, Int32(salt.count), text, text.count, room.baseAddress, &length)
      count = Int(length)
    }
  }

  /// Matches `*` and `?`, upper and lower case alike. Linear space, and time at most the product of both lengths.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var (at, place) = (pattern.startIndex, name.startIndex)
    var star: (pattern: Int, name: Int)?
    while place < name.endIndex {
      if at < pattern.endIndex, pattern[at] == UInt8(ascii: "*") {
        star = (at + 1, place)
        at += 1
      } else if at < pattern.endIndex, pattern[at] == UInt8(ascii: "?") || lower(pattern[at]) == lower(name[place]) {
        at += 1
        place += 1
      } else if let retry = star {
        star = (retry.pattern, retry.name + 1)
        (at, place) = (retry.pattern, retry.name + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte + 32 : byte
  }
}
