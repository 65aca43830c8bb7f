import CSSH2

/// The handshake: algorithms, key exchange, host key.
extension LibSSH2Transport {
  func handshake(_ session: SSHSession, deadline: Deadline, interrupted: () -> Bool) throws(SFTPError) {
    let check = try HostKeyCheck(host: configuration.host, port: configuration.port, policy: configuration.hostKeys)
    let checkable = session.supported(LIBSSH2_METHOD_HOSTKEY, of: configuration.algorithms.hostKeys)
    guard !check.needsOpenSSH(checkable: checkable) else {
      throw SFTPError(
        .noCommonAlgorithm,
        """
        known_hosts knows \(place) only by a key or certificate that libssh2 \(SSHSession.libraryVersion) cannot check. \
        Use --transport openssh, or add the server's ed25519 key.
        """)
    }
    let offered = offeredLists(preferring: check.knownTypes)
    for (method, names) in offered { try prefer(session, method, names) }
    let result = unsafe try session.complete("greeting each other", deadline: deadline, interrupted: interrupted) {
      pointer in
      unsafe libssh2_session_handshake(pointer, session.socket.descriptor)
    }
    let opening = ServerOpening(session.socket.opening ?? [])
    description.banner = opening.banner
    guard result == 0 else { throw failedHandshake(session, code: result, opening, offered) }
    session.socket.forgetOpening()
    description.algorithms = usedAlgorithms(session)
    let key = hostKey(of: session)
    description.hostKey = "\(key.type) \(key.fingerprint)"
    try configuration.pacing.beforeHostKey()
    // Another connection may just have noted the key.
    try HostKeyCheck(host: configuration.host, port: configuration.port, policy: configuration.hostKeys).check(key)
    configuration.pacing.afterHostKey(session.socket.answerTime)
  }

  /// The lists to offer, by libssh2's method number; host key types that are known come first.
  private func offeredLists(preferring known: [String]) -> [(method: Int32, names: [String])] {
    let wanted = configuration.algorithms
    // A known RSA key is asked for by its signature algorithms.
    let isKnown = { (name: String) in
      known.contains(name) || (name.hasPrefix("rsa-sha2") && known.contains("ssh-rsa"))
    }
    let keys = wanted.hostKeys.filter(isKnown) + wanted.hostKeys.filter { !isKnown($0) }
    // libssh2 is faster with AES-CTR (measured 496–502 against 391–411 MB/s).
    let ciphers =
      wanted.ciphers == AlgorithmPreferences().ciphers
      ? wanted.ciphers.filter { $0.hasSuffix("-ctr") } + wanted.ciphers.filter { !$0.hasSuffix("-ctr") }
      : wanted.ciphers
    let macs = wanted.macs == AlgorithmPreferences().macs ? MACSpeed.sorted(wanted.macs) : wanted.macs
    return [
      (LIBSSH2_METHOD_KEX, wanted.keyExchange), (LIBSSH2_METHOD_HOSTKEY, keys),
      (LIBSSH2_METHOD_CRYPT_CS, ciphers), (LIBSSH2_METHOD_CRYPT_SC, ciphers),
      (LIBSSH2_METHOD_MAC_CS, macs), (LIBSSH2_METHOD_MAC_SC, macs),
      (LIBSSH2_METHOD_COMP_CS, ["none"]), (LIBSSH2_METHOD_COMP_SC, ["none"]),
    ]
  }

  private func prefer(_ session: SSHSession, _ method: Int32, _ names: [String]) throws(SFTPError) {
    let list = names.joined(separator: ",")
    guard unsafe libssh2_session_method_pref(session.pointer, method, list) == 0 else {
      throw SFTPError(.noCommonAlgorithm, "libssh2 \(SSHSession.libraryVersion) knows none of \(list)")
    }
  }

  private func failedHandshake(
    _ session: SSHSession, code: Int32, _ opening: ServerOpening, _ offered: [(method: Int32, names: [String])]
  ) -> SFTPError {
    if opening.banner.isEmpty { return .noSSH(at: place, saying: opening.foreignLine) }
    let ours = offered.map { method, names in
      // libssh2 numbers the methods in KEXINIT's order.
      AlgorithmOffer(kind: Self.kinds[Int(method)], list: Int(method), names: session.supported(method, of: names))
    }
    if let offer = opening.mismatch(with: ours) {
      return SFTPError(
        .noCommonAlgorithm,
        """
        \(place) and libssh2 \(SSHSession.libraryVersion) have no \(offer.kind) in common: the server offers \
        \(opening.lists[offer.list].joined(separator: ", ")), libssh2 can do \(offer.names.joined(separator: ", ")). \
        Use --transport openssh, or a newer libssh2.
        """)
    }
    return SFTPError(.unreachable, "\(place): the handshake failed: \(session.lastWords) (libssh2 error \(code))")
  }

  /// The kinds' names, by libssh2's method number.
  private static let kinds = [
    "key exchange", "host key algorithm", "cipher", "cipher", "MAC", "MAC", "compression", "compression",
  ]

  private func usedAlgorithms(_ session: SSHSession) -> String {
    let methods = [LIBSSH2_METHOD_KEX, LIBSSH2_METHOD_HOSTKEY, LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_MAC_CS]
    let names = methods.compactMap { method in
      unsafe libssh2_session_methods(session.pointer, method).map { unsafe String(cString: $0) }
    }
    return names.joined(separator: " ")
  }

  private func hostKey(of session: SSHSession) -> HostKey {
    var length = 0
    var type: Int32 = 0
    guard let bytes = unsafe libssh2_session_hostkey(session.pointer, &length, &type) else { return HostKey(blob: []) }
    return HostKey(blob: unsafe UnsafeRawBufferPointer(start: bytes, count: length).map { $0 })
  }
}
