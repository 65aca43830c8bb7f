import Bytes

/// An SFTP address, `sftp://user@host:port/path`.
///
/// As with curl and lftp the path is absolute; `/~/path`, or no path at all, begins where the login lands. Parts may be
/// percent-encoded (RFC 3986), and an IPv6 address stands in brackets. A password in it is refused.
public struct ServerAddress: Hashable, Sendable {
  /// The user's name; nil where the address has none.
  public var user: String?
  /// The host's name or number.
  public var host: String
  /// The port, 22 where the address has none.
  public var port: Int
  /// The path on the server: absolute, or relative to where the login lands; empty for the latter itself.
  public var path: String

  /// Reads an address.
  public init(_ text: String) throws(ServerError) {
    guard text.hasPrefix("sftp://") else {
      throw ServerError("\(ServerAddress.shown(text)) is not an SFTP address", fix: ServerAddress.example)
    }
    let rest = text.dropFirst(7)
    let authority = rest.prefix { $0 != "/" }
    let (login, place) = ServerAddress.split(authority)
    if login?.contains(":") ?? false {
      throw ServerError(
        "a password does not belong into an address", fix: "Put it into the environment variable NF_PASSWORD")
    }
    guard let user = ServerAddress.decoded(login ?? ""), let path = ServerAddress.decoded(rest[authority.endIndex...]),
      let (host, port) = ServerAddress.host(place)
    else { throw ServerError("\(text) is not an SFTP address", fix: ServerAddress.example) }
    self.user = user.isEmpty ? nil : user
    self.host = host
    self.port = port
    if path.hasPrefix("/~/") {
      self.path = String(path.dropFirst(3))
    } else {
      self.path = path == "/~" ? "" : path
    }
    while self.path.utf8.count > 1, self.path.hasSuffix("/") { self.path.removeLast() }
  }

  /// Whether a text is meant as an address, and not as a local path.
  public static func isAddress(_ text: String) -> Bool { text.contains("://") }

  /// The address in one form, whatever the form it was given in: the name of a destination that has no other.
  public var name: String {
    let login = user.map { "\($0)@" } ?? ""
    let place = host.contains(":") ? "[\(host)]" : host
    let shownPath = path.hasPrefix("/") ? path : path.isEmpty ? "" : "/~/\(path)"
    return "sftp://\(login)\(place)\(port == 22 ? "" : ":\(port)")\(shownPath)"
  }

  private static let example = "Write for example sftp://user@sftp.example.com:22/inbox"

  /// What may be shown of an address that could hold a password.
  private static func shown(_ text: String) -> String { text.contains("@") ? "this" : text }

  private static func split(_ authority: Substring) -> (login: Substring?, place: Substring) {
    guard let at = authority.lastIndex(of: "@") else { return (nil, authority) }
    return (authority[..<at], authority[authority.index(after: at)...])
  }

  private static func host(_ place: Substring) -> (String, Int)? {
    var name = place
    var port = 22
    let afterBracket = place.lastIndex(of: "]") ?? place.startIndex
    if let colon = place[afterBracket...].lastIndex(of: ":") {
      guard let number = Int(place[place.index(after: colon)...]), (1...65_535).contains(number) else { return nil }
      port = number
      name = place[..<colon]
    }
    if name.hasPrefix("[") {
      guard name.hasSuffix("]") else { return nil }
      name = name.dropFirst().dropLast()
    }
    guard !name.isEmpty, !name.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
    return (String(name), port)
  }

  /// Undoes `%XX`; nil for a broken one, for bytes that are not UTF-8, and for a NUL.
  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), value != 0
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes.span)
  }
}
