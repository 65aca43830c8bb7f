import Foundation

/// A listener on loopback that says a few bytes to whoever connects, and hangs up or stays silent.
public final class HostileServer: Sendable {
  /// The port that it listens on.
  public let port: Int
  private let listener: Listener

  /// Starts a server.
  public init(saying bytes: [UInt8], thenClosing: Bool) {
    let listener = Listener()
    self.listener = listener
    port = listener.port
    Thread.detachNewThread {
      while let peer = listener.accept() {
        _ = unsafe bytes.withUnsafeBytes { unsafe send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if thenClosing { close(peer) }
      }
    }
  }

  deinit {
    listener.close()
  }
}
