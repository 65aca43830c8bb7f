/// Makes and opens the transport that a configuration asks for.
struct TransportOpener {
  private var configuration: SFTPConfiguration
  private let program: RemoteProgram

  init(_ configuration: SFTPConfiguration, to program: RemoteProgram = .sftp) {
    self.configuration = configuration
    self.program = program
  }

  /// Opens a connection. A server has a key of each kind and shows the kind that the client likes best: where that one is not
  /// pinned, another may be.
  func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) -> any ByteTransport {
    let deadline = Deadline(after: seconds)
    var opener = self
    var first: SFTPError?
    while true {
      do {
        return try opener.attempt(seconds: deadline.remaining, interrupted: interrupted)
      } catch {
        guard let problem = error.hostKey, problem.kind == .notPinned else { throw first ?? error }
        first = first ?? error
        opener.configuration.algorithms.hostKeys.removeAll { HostKey.type(signedBy: $0) == problem.type }
        if opener.configuration.algorithms.hostKeys.isEmpty { throw first ?? error }
      }
    }
  }

  /// One attempt. `auto` takes libssh, and goes on with OpenSSH where libssh has no algorithm in common with the server, or cannot
  /// check the host key that is known.
  private func attempt(seconds: Double, interrupted: () -> Bool) throws(SFTPError) -> any ByteTransport {
    switch configuration.transport {
    case .libssh: return try opened(LibSSHTransport(configuration, to: program), seconds, interrupted)
    case .libssh2: return try opened(LibSSH2Transport(configuration, to: program), seconds, interrupted)
    case .openssh: return try opened(OpenSSHTransport(configuration, to: program), seconds, interrupted)
    case .auto: break
    }
    do {
      return try opened(LibSSHTransport(configuration, to: program), seconds, interrupted)
    } catch {
      guard error.code == .noCommonAlgorithm, OpenSSHTransport.client != nil else { throw error }
      let second = OpenSSHTransport(configuration, to: program)
      let transport = try opened(second, seconds, interrupted)
      second.description.note = "libssh could not: \(error.message)"
      return transport
    }
  }

  private func opened(
    _ transport: any ByteTransport, _ seconds: Double, _ interrupted: () -> Bool
  ) throws(SFTPError) -> any ByteTransport {
    let wrapped = configuration.wrapTransport?(transport) ?? transport
    do {
      try wrapped.open(seconds: seconds, interrupted: interrupted)
      return wrapped
    } catch {
      wrapped.close()
      throw error
    }
  }
}
