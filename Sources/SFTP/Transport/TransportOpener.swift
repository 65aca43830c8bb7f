/// Makes and opens the transport that a configuration asks for.
struct TransportOpener {
  private let configuration: SFTPConfiguration

  init(_ configuration: SFTPConfiguration) {
    self.configuration = configuration
  }

  /// Opens a connection. `auto` takes libssh2, and goes on with OpenSSH where libssh2 is too old for the server: no
  /// common algorithm, a known host key that it cannot check, or RSA signatures that it cannot make.
  func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) -> any ByteTransport {
    switch configuration.transport {
    case .libssh2: return try opened(LibSSH2Transport(configuration), seconds, interrupted)
    case .openssh: return try opened(OpenSSHTransport(configuration), seconds, interrupted)
    case .auto: break
    }
    let first = LibSSH2Transport(configuration)
    do {
      return try opened(first, seconds, interrupted)
    } catch {
      let isTooOld = error.code == .noCommonAlgorithm || (error.code == .authentication && first.lacksRSASignatures)
      guard isTooOld, OpenSSHTransport.program != nil, configuration.hostKeys.pins.isEmpty else { throw error }
      let second = OpenSSHTransport(configuration)
      let transport = try opened(second, seconds, interrupted)
      second.description.note = "libssh2 could not: \(error.message)"
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
