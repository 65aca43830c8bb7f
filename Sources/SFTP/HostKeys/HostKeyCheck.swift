import Bytes
import Files

/// The judgement of one host's keys by one policy.
struct HostKeyCheck {
  private let host: String
  private let port: Int
  private let policy: HostKeyPolicy
  private let known: KnownHosts

  init(host: String, port: Int, policy: HostKeyPolicy) throws(SFTPError) {
    self.host = host
    self.port = port
    self.policy = policy
    do {
      known = try KnownHosts(files: policy.files)
    } catch {
      throw SFTPError(.configuration, "\(error). Make the file readable, or name another with --known-hosts.")
    }
  }

  /// The types of the keys that the files know for this host; asking for those first keeps a known host known.
  var knownTypes: [String] {
    (lines + plainLines).filter { $0.marker == nil }.map(\.key.type)
  }

  /// Whether the files know this host only by keys that a library cannot check: certificates, or types not in `checkable`.
  func needsOpenSSH(checkable: [String]) -> Bool {
    guard policy.pins.isEmpty else { return false }
    let known = lines + plainLines
    let plain = known.filter { $0.marker == nil }
    if plain.isEmpty { return known.contains { $0.marker == .certificateAuthority } }
    return !plain.contains { entry in
      checkable.contains(entry.key.type)
        || (entry.key.type == "ssh-rsa" && checkable.contains { $0.hasPrefix("rsa-sha2") })
    }
  }

  private var lines: [KnownHosts.Entry] { known.entries(host: host, port: port) }
  /// The lines for the bare name: OpenSSH takes their keys on other ports too.
  private var plainLines: [KnownHosts.Entry] { port == 22 ? [] : known.entries(host: host, port: 22) }

  /// Passes where the key is trusted. A new one is written to the first file first where the policy says so.
  func check(_ key: HostKey) throws(SFTPError) {
    let lines = lines
    let revoked = known.entries.filter { entry in
      entry.marker == .revoked && entry.key == key && (lines + plainLines).contains(entry)
    }
    if !revoked.isEmpty { throw problem(.revoked, key, revoked) }
    if !policy.pins.isEmpty {
      if policy.pins.contains(key.fingerprint) { return }
      throw problem(.notPinned, key, [])
    }
    if (lines + plainLines).contains(where: { $0.marker == nil && $0.key == key }) { return }
    let others = lines.filter { $0.marker == nil }
    guard others.isEmpty else { throw problem(.changed, key, others) }
    let unknown = problem(.unknown, key, [])
    guard let file = policy.files.first, accepts(unknown) else { throw unknown }
    try KnownHosts.add(key, host: host, port: port, to: file)
  }

  private func accepts(_ unknown: SFTPError) -> Bool {
    switch policy.mode {
    case .strict: false
    case .acceptNew: true
    case .ask: unknown.hostKey.map { HostKeyQuestion.ask($0) } ?? false
    }
  }

  /// The pins that OpenSSH is to trust: those that no file marks as revoked.
  var trustedPins: [String] {
    let revoked = (lines + plainLines).filter { $0.marker == .revoked }.map(\.key.fingerprint)
    return policy.pins.filter { !revoked.contains($0) }
  }

  /// The problem of a key of which only type and fingerprint are known, because OpenSSH refused it; nil where the files
  /// do not say why.
  func problem(type: String, fingerprint: String) -> SFTPError? {
    guard !fingerprint.isEmpty else { return nil }
    let revoked = lines.filter { $0.marker == .revoked && $0.key.fingerprint == fingerprint }
    if !revoked.isEmpty { return problem(.revoked, type: type, fingerprint: fingerprint, revoked) }
    if !policy.pins.isEmpty { return problem(.notPinned, type: type, fingerprint: fingerprint, []) }
    let others = lines.filter { $0.marker == nil && $0.key.fingerprint != fingerprint }
    return problem(others.isEmpty ? .unknown : .changed, type: type, fingerprint: fingerprint, others)
  }

  private func problem(_ kind: HostKeyProblem.Kind, _ key: HostKey, _ entries: [KnownHosts.Entry]) -> SFTPError {
    problem(kind, type: key.type, fingerprint: key.fingerprint, entries)
  }

  private func problem(
    _ kind: HostKeyProblem.Kind, type: String, fingerprint: String, _ entries: [KnownHosts.Entry]
  ) -> SFTPError {
    var expected = entries.map {
      HostKeyProblem.Known(type: $0.key.type, fingerprint: $0.key.fingerprint, file: $0.file, line: $0.line)
    }
    if kind == .notPinned {
      expected = policy.pins.map { HostKeyProblem.Known(type: "", fingerprint: $0, file: nil, line: nil) }
    }
    let problem = HostKeyProblem(
      kind: kind, host: KnownHosts.name(host: host, port: port), type: type, fingerprint: fingerprint,
      known: expected, file: expected.first?.file ?? policy.files.first)
    return SFTPError(.hostKey, problem.message, hostKey: problem)
  }
}
