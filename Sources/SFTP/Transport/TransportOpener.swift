/// Makes and opens the transport that a configuration asks for.
struct TransportOpener {
  private let configuration: SFTPConfiguration

  init(_ configuration: SFTPConfiguration) {
    self.configuration = configuration
  }

  /// Opens a connection.
  func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) -> any ByteTransport {
    try opened(LibSSH2Transport(configuration), seconds, interrupted)
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
