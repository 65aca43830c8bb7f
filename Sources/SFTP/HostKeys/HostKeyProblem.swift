/// What is wrong with the host key that a server showed.
public struct HostKeyProblem: Hashable, Sendable {
  /// The kind of trouble.
  public enum Kind: String, Hashable, Sendable {
    /// No file knows a key of this host.
    case unknown
    /// The files know other keys of this host.
    case changed
    /// The key is marked `@revoked`.
    case revoked
    /// The key is not among the pinned ones.
    case notPinned = "not-pinned"
  }

  /// A key that was expected instead, and where it stands.
  public struct Known: Hashable, Sendable {
    /// The key's type, as in `ssh-ed25519`.
    public let type: String
    /// The key's fingerprint.
    public let fingerprint: String
    /// The file that names it; nil for a pin.
    public let file: String?
    /// The file's line, from 1.
    public let line: Int?
  }

  /// The kind of trouble.
  public let kind: Kind
  /// The host's name as in `known_hosts`: `host` or `[host]:port`.
  public let host: String
  /// The type of the key that the server showed.
  public let type: String
  /// The fingerprint of the key that the server showed.
  public let fingerprint: String
  /// The keys that were expected instead.
  public let known: [Known]
  /// The file that a person would mend.
  public let file: String?

  /// Says what happened, where, and what to do.
  var message: String {
    let offered = "\(type) \(fingerprint)"
    let mend = file.map { " in \($0)" } ?? ""
    switch kind {
    case .unknown:
      return """
        host key of \(host) is unknown: the server shows \(offered), and \(file ?? "no file") has no line for it. \
        Compare the fingerprint with the one its operator names, then connect once with --accept-new.
        """
    case .changed:
      let lines = known.map { "\($0.type) \($0.fingerprint) (\($0.file ?? ""):\($0.line ?? 0))" }
      return """
        HOST KEY OF \(host) HAS CHANGED: the server shows \(offered), expected \(lines.joined(separator: " or ")). \
        Somebody may be listening in, or the server got a new key: ask its operator, then mend the line\(mend). \
        Nothing was sent.
        """
    case .revoked:
      let line = known.first.map { " (\($0.file ?? ""):\($0.line ?? 0))" } ?? ""
      return "host key of \(host) is marked @revoked\(line): \(offered). Nothing was sent."
    case .notPinned:
      let pins = known.map(\.fingerprint).joined(separator: " or ")
      return """
        host key of \(host) is not a pinned one: the server shows \(offered), the configuration's hostKeys are \(pins). \
        Ask the server's operator, then mend hostKeys. Nothing was sent.
        """
    }
  }
}
