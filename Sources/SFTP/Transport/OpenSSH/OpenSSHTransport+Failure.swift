/// Why `ssh` did not connect, from what it said.
extension OpenSSHTransport {
  /// The error, with the same code and words as the libraries' transports have for the same thing.
  func failure() -> SFTPError {
    let summary = messages.summary
    if messages.says("Host key verification failed") || messages.says("REVOKED HOST KEY") {
      return hostKeyFailure(summary)
    }
    if messages.says("no matching ") {
      return SFTPError(.noCommonAlgorithm, "\(place) and ssh have no algorithm in common: \(summary)")
    }
    if messages.says("Permission denied (") || messages.says("Too many authentication failures") {
      return SFTPError(
        .authentication,
        "\(place) does not let \(configuration.user) in: \(summary) Check the user, key or password.")
    }
    if messages.says("subsystem request failed") {
      return SFTPError(.unreachable, "\(place): \(program.refusal): \(summary)")
    }
    if messages.says("Could not resolve hostname") {
      return SFTPError(.unreachable, "cannot find the host \(configuration.host): \(summary)")
    }
    return SFTPError(.unreachable, "cannot connect to \(place): \(summary)")
  }

  private func hostKeyFailure(_ summary: String) -> SFTPError {
    guard
      let check = try? HostKeyCheck(
        host: configuration.host, port: configuration.port, policy: configuration.hostKeys),
      let error = check.problem(type: messages.hostKeyType, fingerprint: messages.hostKeyFingerprint)
    else {
      return SFTPError(.hostKey, "\(place): \(summary)")
    }
    return error
  }
}
