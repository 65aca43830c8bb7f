import CSSH

/// The handshake: algorithms, key exchange, host key.
extension LibSSHTransport {
  func handshake(_ session: LibSSHSession, deadline: Deadline, interrupted: () -> Bool) throws(SFTPError) {
    let able = session.supported(of: configuration.algorithms)
    let check = try hostKeyCheck(checkable: able.hostKeys)
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
    guard result == SSH_OK else { throw failedHandshake(session, deadline) }
    socket.forgetOpening()
    let key = session.hostKey
    description.algorithms = (session.agreedAlgorithms.prefix(1) + [key.type] + session.agreedAlgorithms.dropFirst())
      .joined(separator: " ")
    description.hostKey = "\(key.type) \(key.fingerprint)"
    try configuration.pacing.beforeHostKey()
    try judge(key)
    configuration.pacing.afterHostKey(session.answerTime)
  }

  /// Sets the lists to offer; host key types that are known come first.
  private func offer(
    _ able: AlgorithmPreferences, preferring known: [String], _ session: LibSSHSession
  ) throws(SFTPError) {
    let keys = ordered(able.hostKeys, preferring: known)
    let macs = macs.filter(able.macs.contains)
    let names = [able.keyExchange, keys, able.ciphers, able.ciphers, macs, macs]
    for (list, names) in zip(LibSSHSession.lists, names) {
      guard session.set(list.option, names.joined(separator: ",")) else {
        throw SFTPError(
          .noCommonAlgorithm, "\(Self.library) can do no \(list.kind) of those that are wanted")
      }
    }
    session.set(SSH_OPTIONS_COMPRESSION, "no")
  }

  private func failedHandshake(_ session: LibSSHSession, _ deadline: Deadline) -> SFTPError {
    let opening = ServerOpening(session.socket.opening ?? [])
    if session.banner.isEmpty, opening.banner.isEmpty { return noSSH(saying: opening.foreignLine) }
    if let mismatch = AlgorithmMismatch(session.lastWords) {
      return nothingInCommon(mismatch.kind, server: mismatch.server, ours: mismatch.client)
    }
    // Where something was still to be sent, libssh's last words are that it could not be.
    if session.lastWords.hasPrefix("Socket error"), let offer = unmetOffer(deadline) {
      return nothingInCommon(offer.kind, server: offer.names, ours: offer.ours)
    }
    return SFTPError(.unreachable, "\(place): the handshake failed: \(session.lastWords)")
  }

  /// A second look at what the server offers: what we have nothing in common of.
  private func unmetOffer(_ deadline: Deadline) -> ServerProbe.Offer? {
    let probe = try? ServerProbe.look(
      host: configuration.host, port: configuration.port, algorithms: configuration.algorithms,
      seconds: min(5, deadline.remaining))
    return probe?.offers.first { $0.agreed == nil }
  }
}
