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
    guard policy.mode == .acceptNew, let file = policy.files.first else { throw problem(.unknown, key, []) }
    try KnownHosts.add(key, host: host, port: port, to: file)
  }

  private func problem(_ kind: HostKeyProblem.Kind, _ key: HostKey, _ entries: [KnownHosts.Entry]) -> SFTPError {
    var expected = entries.map {
      HostKeyProblem.Known(type: $0.key.type, fingerprint: $0.key.fingerprint, file: $0.file, line: $0.line)
    }
    if kind == .notPinned {
      expected = policy.pins.map { HostKeyProblem.Known(type: "", fingerprint: $0, file: nil, line: nil) }
    }
    let problem = HostKeyProblem(
      kind: kind, host: KnownHosts.name(host: host, port: port), type: key.type, fingerprint: key.fingerprint,
      known: expected, file: expected.first?.file ?? policy.files.first)
    return SFTPError(.hostKey, problem.message, hostKey: problem)
  }
}
