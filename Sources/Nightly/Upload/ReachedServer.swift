import SFTP

/// The server that a delivery spoke with, for the report.
public struct ReachedServer: Hashable, Sendable {
  /// The server's identification, as in `SSH-2.0-OpenSSH_9.2p1`.
  public var banner: String
  /// Its host key's type and fingerprint, as in `ssh-ed25519 SHA256:…`.
  public var hostKey: String
  /// What spoke with it, as in `libssh 0.10.6`.
  public var transport: String
  /// Seconds that it took to answer a small request.
  public var roundTrip: Double
}

extension ReachedServer {
  /// What of a server's description the report tells.
  init(_ server: ServerDescription) {
    banner = server.transport.banner
    hostKey = server.transport.hostKey
    transport = server.transport.name
    roundTrip = server.roundTrip
  }
}
