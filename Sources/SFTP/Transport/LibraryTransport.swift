import Bytes

/// A transport that speaks SSH by a library in this process: what these share of the words for failures and of what is offered.
protocol LibraryTransport: ByteTransport {
  var configuration: SFTPConfiguration { get }
  /// The library's name and version, as in `libssh 0.10.6`.
  static var library: String { get }
}

extension LibraryTransport {
  /// `host port n`, for messages.
  var place: String { "\(configuration.host) port \(configuration.port)" }

  func lost(_ reason: String) -> SFTPError {
    SFTPError(.connectionLost, "the connection to \(place) was lost: \(reason.isEmpty ? "no reason given" : reason)")
  }

  // MARK: The handshake

  /// The host keys' check, where this library can do it with `checkable` types.
  func hostKeyCheck(checkable: [String]) throws(SFTPError) -> HostKeyCheck {
    let check = try HostKeyCheck(host: configuration.host, port: configuration.port, policy: configuration.hostKeys)
    guard check.needsOpenSSH(checkable: checkable) else { return check }
    throw SFTPError(
      .noCommonAlgorithm,
      """
      known_hosts knows \(place) only by a key or certificate that \(Self.library) cannot check. \
      Use --transport openssh, or add the server's ed25519 key.
      """)
  }

  /// Judges the key that the server has shown. The files are read anew: another connection may just have noted the key.
  func judge(_ key: HostKey) throws(SFTPError) {
    try HostKeyCheck(host: configuration.host, port: configuration.port, policy: configuration.hostKeys).check(key)
  }

  /// Host key types with those that are known before the others.
  func ordered(_ types: [String], preferring known: [String]) -> [String] {
    // A known RSA key is asked for by its signature algorithms.
    let isKnown = { (name: String) in
      known.contains(name) || (name.hasPrefix("rsa-sha2") && known.contains("ssh-rsa"))
    }
    return types.filter(isKnown) + types.filter { !isKnown($0) }
  }

  /// The MACs in the order that suits this machine, where the caller has none of its own.
  var macs: [String] {
    let wanted = configuration.algorithms.macs
    return wanted == AlgorithmPreferences().macs ? MACSpeed.sorted(wanted) : wanted
  }

  func nothingInCommon(_ kind: String, server: [String], ours: [String]) -> SFTPError {
    let name = Self.library.prefix { $0 != " " }
    return SFTPError(
      .noCommonAlgorithm,
      """
      \(place) and \(Self.library) have no \(kind) in common: the server offers \(server.joined(separator: ", ")), \
      \(name) can do \(ours.joined(separator: ", ")). Use --transport openssh, or a newer \(name).
      """)
  }

  /// What answers is no SSH server: it hung up, or said something else.
  func noSSH(saying line: String) -> SFTPError {
    SFTPError(
      .unreachable,
      line.isEmpty
        ? "\(place) closed the connection without a word. Check that an SSH server listens there and lets this address in."
        : "\(place) does not speak SSH: it said \"\(line)\". Check the port.")
  }

  // MARK: Logging in

  func notLetIn(tried: [String], accepted: String) -> SFTPError {
    let ways = tried.isEmpty ? "no way to log in is configured" : "tried " + tried.joined(separator: "; ")
    let takes = accepted.isEmpty ? "" : ". The server takes: \(accepted)"
    return SFTPError(
      .authentication,
      "\(place) does not let \(configuration.user) in: \(ways)\(takes). Check the user, key or password.")
  }

  /// The connection ended before the server had let us in. Where the server had refused something before, or says that it is about
  /// the login, this is its answer; else it may have been the network, and another try may help.
  func hungUpAtLogin(isAnswer: Bool, saying words: String) -> SFTPError {
    let words = words.isEmpty ? "no reason given" : words
    return isAnswer
      ? SFTPError(
        .authentication,
        """
        \(place) closed the connection while \(configuration.user) was logging in: \(words). \
        Too many tries, or the user is not allowed.
        """)
      : SFTPError(
        .unreachable,
        "\(place): the connection ended while \(configuration.user) was logging in: \(words). Check the network, and the server's log."
      )
  }
}
