import Files

extension Configuration {
  /// What a run would stumble over that can be seen without reading the dump or connecting: paths that are not there,
  /// secrets that are not set or that others may read. One sentence each, never a secret.
  public func findings(environment: [String: String]) -> [String] {
    var findings: [String] = []
    if !dump.isPostgres, (try? FileStatus.of(dump.path)) == nil {
      findings.append("dump.path: nothing is at \(dump.path)")
    }
    if let finding = dump.password?.finding(environment: environment) { findings.append("dump.password: \(finding)") }
    for export in exports where export.kind == "voice" {
      if let folder = export.recordings ?? recordings, (try? FileStatus.of(folder))?.kind != .folder {
        findings.append("\(export.keyPath): there is no folder of recordings at \(folder)")
      }
    }
    for destination in destinations { findings += destination.findings(environment: environment) }
    return findings
  }
}

extension DestinationConfiguration {
  fileprivate func findings(environment: [String: String]) -> [String] {
    var findings: [String] = []
    let missingKey = identity.flatMap { (try? FileStatus.of($0)) == nil ? $0 : nil }
    let hasKey = identity != nil && missingKey == nil
    let hasPassword = password.map { $0.finding(environment: environment) == nil } ?? false
    // A login needs one of the two; what else is named is passed over where it is missing.
    if let missingKey, !hasPassword { findings.append("\(keyPath).identity: there is no key file at \(missingKey)") }
    if let knownHosts, !acceptNew, hostKeys.isEmpty, (try? FileStatus.of(knownHosts)) == nil {
      findings.append(
        "\(keyPath).knownHosts: there is no file at \(knownHosts); compare the server's fingerprint and make it with --accept-new"
      )
    }
    for (name, secret) in [("password", password), ("passphrase", passphrase)] {
      if let secret, !(hasKey && secret.isUnset(environment)), let finding = secret.finding(environment: environment) {
        findings.append("\(keyPath).\(name): \(finding)")
      }
    }
    return findings
  }
}

extension SecretSource {
  /// Whether it is an environment variable without a value.
  fileprivate func isUnset(_ environment: [String: String]) -> Bool {
    if case .environment(let name) = self { (environment[name] ?? "").isEmpty } else { false }
  }

  fileprivate func finding(environment: [String: String]) -> String? {
    switch self {
    case .environment(let name):
      return (environment[name] ?? "").isEmpty ? "the environment variable \(name) is not set" : nil
    case .file(let path):
      guard let status = try? FileStatus.of(path) else { return "there is no file at \(path)" }
      return SecretSource.isPrivate(path, status, environment: environment)
        ? nil : "others may read \(path); type chmod 600 \(path)"
    }
  }
}
