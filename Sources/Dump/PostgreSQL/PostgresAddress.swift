/// A PostgreSQL database as psql is told of it, and the password where one is handed in.
public struct PostgresAddress: Sendable {
  /// `service=crm`, `host=db.example.com dbname=crm`, `postgresql://db.example.com/crm`, or the empty text for what the
  /// environment (`PGHOST`, `PGSERVICE`, …) says. It is shown in messages and reports and must not hold a password.
  public var text: String
  /// The password; nil to go by the environment, `~/.pgpass` or the service file.
  public var password: String?

  /// Creates an address.
  public init(_ text: String, password: String? = nil) {
    self.text = text
    self.password = password
  }

  /// The address as messages name it.
  var name: String { text.isEmpty ? "postgresql:" : text }

  /// Whether a text is meant as an address and not as a path.
  public static func isAddress(_ text: String) -> Bool {
    if ["postgresql:", "postgres:"].contains(where: text.hasPrefix) { return true }
    let keyword = text.prefix { $0.isLetter && $0.isASCII }
    let rest = text.dropFirst(keyword.count).drop { $0 == " " }
    return rest.first == "=" && ["service", "host", "hostaddr", "dbname", "user", "port"].contains(keyword)
  }

  /// Whether a password stands in the text, where it would be seen in every message.
  public static func holdsPassword(_ text: String) -> Bool {
    let lower = text.lowercased()
    for sign in lower.indices where lower[sign] == "=" {
      let before = lower[..<sign].reversed().drop { $0 == " " }.prefix { $0.isLetter || $0 == "_" }
      if ["password", "sslpassword"].contains(String(before.reversed())) { return true }
    }
    guard let scheme = lower.firstRange(of: "://") else { return false }
    let authority = lower[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
    guard let at = authority.lastIndex(of: "@") else { return false }
    return authority[..<at].contains(":")
  }
}
