/// What `ssh -v` says on standard error: facts about the server, and why it failed.
struct OpenSSHMessages {
  /// The server's software, as in `SSH-2.0-OpenSSH_9.2p1`; empty until it is known.
  private(set) var banner = ""
  /// The algorithms in use.
  private(set) var algorithms: [String] = []
  /// The type of the host key that the server showed.
  private(set) var hostKeyType = ""
  /// The fingerprint of the host key that the server showed.
  private(set) var hostKeyFingerprint = ""
  /// How the login was done.
  private(set) var login = ""
  /// Whether the login is done and the program asked for.
  private(set) var isReady = false
  /// The last lines that are no debugging.
  private(set) var lines: [String] = []
  private var rest: [UInt8] = []

  /// Takes in what came; a line that is not whole waits for its end, up to a sane length.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    rest += bytes
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      read(RemotePath(bytes: rest[..<end].filter { $0 != UInt8(ascii: "\r") }).description)
      rest.removeFirst(end + 1)
    }
    if rest.count > 65_536 { rest.removeAll() }
  }

  private mutating func read(_ line: String) {
    // Newer versions say this one without the mark of debugging.
    if line.hasPrefix("Authenticated to "), let method = line.split(separator: "\"").dropFirst().first {
      login = String(method)
      return
    }
    guard let text = Self.dropping("debug1: ", line) else {
      if !line.hasPrefix("debug"), !line.hasPrefix("OpenSSH_"), !line.isEmpty, lines.count < 64 { lines.append(line) }
      return
    }
    if let version = Self.dropping("Remote protocol version ", text) {
      let words = version.split(separator: " ")
      if words.count >= 5 { banner = "SSH-\(words[0].dropLast())-\(words[4...].joined(separator: " "))" }
    } else if let key = Self.dropping("Server host key: ", text) {
      let words = key.split(separator: " ")
      if words.count == 2 { (hostKeyType, hostKeyFingerprint) = (String(words[0]), String(words[1])) }
    } else if let algorithm = Self.dropping("kex: algorithm: ", text) {
      algorithms.append(algorithm)
    } else if let cipher = Self.dropping("kex: client->server cipher: ", text) {
      algorithms.append(String(cipher.prefix { $0 != " " }))
    } else if text.hasPrefix("Authenticated to "), let method = text.split(separator: "\"").dropFirst().first {
      login = String(method)
    } else if text.hasPrefix("Sending subsystem: ") || text.hasPrefix("Sending command: ") {
      isReady = true
    }
  }

  private static func dropping(_ prefix: String, _ text: String) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  /// Whether any line holds these words.
  func says(_ words: String) -> Bool { lines.contains { $0.contains(words) } }

  /// The lines that a person would want to see, on one line.
  var summary: String {
    let chosen = lines.filter { !$0.hasPrefix("@") && !$0.hasPrefix("Warning: ") }
    return chosen.isEmpty ? "ssh ended without a word" : chosen.suffix(4).joined(separator: " ")
  }
}
