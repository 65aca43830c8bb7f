import Files
public import SFTP

/// How a server is reached and logged in to, before any secret is fetched.
public struct ServerLogin: Sendable {
  /// The private key's file; nil for those that ssh would take.
  public var identity: String?
  /// Where its passphrase is found.
  public var passphrase: SecretSource?
  /// Where the password is found.
  public var password: SecretSource?
  /// The known_hosts file; nil for `~/.ssh/known_hosts` and the system's.
  public var knownHosts: String?
  /// Whether a host that is in no known_hosts file is taken as it is and noted down.
  public var acceptsNew = false
  /// Whether the terminal is asked about a host that is in no known_hosts file.
  public var asksForNew = false
  /// Fingerprints of the only host keys that are trusted; empty for those of the known_hosts file.
  public var pins: [String] = []
  /// How SSH is spoken.
  public var transport = TransportChoice.auto
  /// The most connections at once.
  public var connections = 4
  /// The most files under way at once; nil for as many as the connections carry.
  public var transfers: Int?
  /// The most requests at once beside those that move files; nil for as many as the connections carry.
  public var checkers: Int?
  /// Bytes a second; nil for no limit.
  public var bandwidthLimit: Int?
  /// Seconds without progress that count as a stall.
  public var stallTimeout = 60.0
  /// The server's profile; nil chooses by banner and host name.
  public var profile: ServerProfile?

  /// Creates a login with nothing but defaults.
  public init() {}

  /// The client's configuration for an address. Fetches the secrets.
  public func configuration(
    for address: ServerAddress, environment: [String: String]
  ) throws(ServerError) -> SFTPConfiguration {
    guard let user = address.user ?? environment["USER"] ?? environment["LOGNAME"], !user.isEmpty else {
      throw ServerError("\(address.name) names no user", fix: "Write sftp://user@\(address.host)")
    }
    let home = environment["HOME"] ?? "/"
    let files = knownHosts.map { [$0] } ?? ["\(home)/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"]
    var configuration = SFTPConfiguration(
      host: address.host, port: address.port, user: user, login: try methods(home: home, environment),
      hostKeys: HostKeyPolicy(
        mode: acceptsNew ? .acceptNew : asksForNew ? .ask : .strict, files: files, pins: pins))
    // A person compares fingerprints meanwhile.
    if configuration.hostKeys.mode == .ask { configuration.connectTimeout = 300 }
    configuration.transport = transport
    configuration.profile = profile
    configuration.connections = connections
    configuration.transfers = transfers
    configuration.checkers = checkers
    configuration.bandwidthLimit = bandwidthLimit
    configuration.stallTimeout = stallTimeout
    return configuration
  }

  /// Keys before passwords, and a key that was named before those that were not. What is named and not there is passed over
  /// where something else is left to log in with.
  private func methods(home: String, _ environment: [String: String]) throws(ServerError) -> [LoginMethod] {
    var methods: [LoginMethod] = []
    var missing: ServerError?
    var unasked: ServerError?
    let phrase = try available(passphrase, environment, &unasked)
    if let identity {
      if (try? FileStatus.of(identity)) != nil {
        methods.append(.keyFile(identity, passphrase: phrase))
      } else {
        missing = ServerError("there is no key file at \(identity)", fix: "Check the path of the identity")
      }
    }
    if !(environment["SSH_AUTH_SOCK"] ?? "").isEmpty { methods.append(.agent) }
    let secret = try available(password, environment, &missing)
    if identity == nil, secret == nil {
      for name in ["id_ed25519", "id_ecdsa", "id_rsa"] where (try? FileStatus.of("\(home)/.ssh/\(name)")) != nil {
        methods.append(.keyFile("\(home)/.ssh/\(name)", passphrase: phrase))
      }
    }
    if let secret {
      methods += [.password(secret), .keyboardInteractive(secret)]
    }
    if !methods.isEmpty { return methods }
    throw missing
      ?? ServerError(
        "there is nothing to log in with: no key, no agent, no password",
        fix:
          "Name a key file as identity, start ssh-agent, or put the password into the environment variable NF_PASSWORD")
  }

  /// The secret, or nil and the reason where its variable is not set. A file that is not as it should be is an error.
  private func available(
    _ source: SecretSource?, _ environment: [String: String], _ missing: inout ServerError?
  ) throws(ServerError) -> Secret? {
    guard let source else { return nil }
    if case .environment(let name) = source, (environment[name] ?? "").isEmpty {
      let fix = "Set it to the secret, or name a key file as identity, or start ssh-agent"
      missing = missing ?? ServerError("the environment variable \(name) is not set", fix: fix)
      return nil
    }
    return try source.secret(environment: environment)
  }
}

extension DestinationConfiguration {
  /// The address.
  public var address: ServerAddress {
    get throws(ServerError) { try ServerAddress(url) }
  }

  /// How it is reached and logged in to.
  public var login: ServerLogin {
    var login = ServerLogin()
    login.identity = identity
    login.passphrase = passphrase
    login.password = password
    login.knownHosts = knownHosts
    login.acceptsNew = acceptNew
    login.pins = hostKeys
    login.transport = TransportChoice(rawValue: transport) ?? .auto
    login.connections = connections
    login.transfers = transfers
    login.checkers = checkers
    login.bandwidthLimit = bandwidthLimit > 0 ? bandwidthLimit : nil
    login.stallTimeout = Double(stallTimeout)
    login.profile = serverProfile.flatMap { ServerProfile.named($0) }
    return login
  }
}
