import CSSH

/// The handshake: algorithms, key exchange, host key.
extension LibSSHTransport {
  func handshake(_ session: LibSSHSession, deadline: Deadline, interrupted: () -> Bool) throws(SFTPError) {
    let check = try HostKeyCheck(host: configuration.host, port: configuration.port, policy: configuration.hostKeys)
    let able = session.supported(of: preferred)
    guard !check.needsOpenSSH(checkable: able.hostKeys) else {
      throw SFTPError(
        .noCommonAlgorithm,
        """
        known_hosts knows \(place) only by a key or certificate that libssh \(LibSSHSession.libraryVersion) cannot check. \
        Use --transport openssh, or add the server's ed25519 key.
        """)
    }
    try offer(able, preferring: check.knownTypes, session)
    try session.takeSocket()
    let socket = session.socket
    var hasBanner = false
    let result = unsafe try session.complete("greeting each other", deadline: deadline, interrupted: interrupted) {
      pointer in
      if !hasBanner { socket.peekOpening() }
      let result = unsafe ssh_connect(pointer)
      if !hasBanner, !session.banner.isEmpty {
        hasBanner = true
        configuration.pacing.afterFirstBytes()
      }
      return result
    }
    description.banner = session.banner
    guard result == SSH_OK else { throw failedHandshake(session) }
    socket.forgetOpening()
    let key = session.hostKey
    description.algorithms = (session.agreedAlgorithms.prefix(1) + [key.type] + session.agreedAlgorithms.dropFirst())
      .joined(separator: " ")
    description.hostKey = "\(key.type) \(key.fingerprint)"
    try configuration.pacing.beforeHostKey()
    // Another connection may just have noted the key.
    try HostKeyCheck(host: configuration.host, port: configuration.port, policy: configuration.hostKeys).check(key)
    configuration.pacing.afterHostKey(session.answerTime)
  }

  /// The algorithms in the order that suits this machine, where the caller has none of its own.
  private var preferred: AlgorithmPreferences {
    var wanted = configuration.algorithms
    if wanted.macs == AlgorithmPreferences().macs { wanted.macs = MACSpeed.sorted(wanted.macs) }
    return wanted
  }

  /// Sets the lists to offer; host key types that are known come first.
  private func offer(
    _ able: AlgorithmPreferences, preferring known: [String], _ session: LibSSHSession
  ) throws(SFTPError) {
    // A known RSA key is asked for by its signature algorithms.
    let isKnown = { (name: String) in
      known.contains(name) || (name.hasPrefix("rsa-sha2") && known.contains("ssh-rsa"))
    }
    let keys = able.hostKeys.filter(isKnown) + able.hostKeys.filter { !isKnown($0) }
    let names = [able.keyExchange, keys, able.ciphers, able.ciphers, able.macs, able.macs]
    for (list, names) in zip(LibSSHSession.lists, names) {
      guard session.set(list.option, names.joined(separator: ",")) else {
        throw SFTPError(
          .noCommonAlgorithm, "libssh \(LibSSHSession.libraryVersion) can do no \(list.kind) of those that are wanted")
      }
    }
    session.set(SSH_OPTIONS_COMPRESSION, "no")
  }

  private func failedHandshake(_ session: LibSSHSession) -> SFTPError {
    let opening = ServerOpening(session.socket.opening ?? [])
    if session.banner.isEmpty, opening.banner.isEmpty { return .noSSH(at: place, saying: opening.foreignLine) }
    if let mismatch = AlgorithmMismatch(session.lastWords) {
      return SFTPError(
        .noCommonAlgorithm,
        """
        \(place) and libssh \(LibSSHSession.libraryVersion) have no \(mismatch.kind) in common: the server offers \
        \(mismatch.server.joined(separator: ", ")), libssh can do \(mismatch.client.joined(separator: ", ")). \
        Use --transport openssh, or a newer libssh.
        """)
    }
    return SFTPError(.unreachable, "\(place): the handshake failed: \(session.lastWords)")
  }
}

extension SFTPError {
  /// What answers is no SSH server: it hung up, or said something else.
  static func noSSH(at place: String, saying line: String) -> SFTPError {
    SFTPError(
      .unreachable,
      line.isEmpty
        ? "\(place) closed the connection without a word. Check that an SSH server listens there and lets this address in."
        : "\(place) does not speak SSH: it said \"\(line)\". Check the port.")
  }
}
