import Foundation
import Threads

/// A way to a server on this machine that can be counted, held up, and closed to further connections.
public final class Relay: Sendable {
  private struct State {
    var isHeldUp = false
    var isClosed = false
    var connections = 0
    var refused = 0
    var bytesToServer = 0
  }

  /// The port that leads to the server.
  public let port: Int
  private let listener: Listener
  private let state = Monitor(State())

  /// Opens a way to a port of loopback; connections beyond `mostConnections` are closed at once.
  public init(to server: Int, mostConnections: Int = .max) {
    let listener = Listener()
    self.listener = listener
    port = listener.port
    // The threads keep the relay until `close`.
    Thread.detachNewThread { [self] in
      while let client = listener.accept() {
        let isTaken = state.with { state in
          if state.connections >= mostConnections {
            state.refused += 1
            return false
          }
          state.connections += 1
          return true
        }
        guard isTaken, let far = Listener.connect(to: server) else {
          _ = Glibc.close(client)
          continue
        }
        Thread.detachNewThread { self.carry(client, far) }
      }
    }
  }

  /// Ends all of it.
  public func close() {
    state.with { $0.isClosed = true }
    listener.close()
  }

  /// Connections that were taken.
  public var connections: Int { state.with { $0.connections } }
  /// Connections that were refused.
  public var refused: Int { state.with { $0.refused } }
  /// Bytes from clients to the server.
  public var bytesToServer: Int { state.with { $0.bytesToServer } }

  /// Lets nothing through from now on, or lets it go on.
  public func holdUp(_ isHeldUp: Bool) {
    state.with { $0.isHeldUp = isHeldUp }
  }

  /// Carries bytes both ways until one side is done.
  private func carry(_ client: Int32, _ server: Int32) {
    defer {
      _ = Glibc.close(client)
      _ = Glibc.close(server)
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !state.with({ $0.isClosed }) {
      if state.with({ $0.isHeldUp }) {
        usleep(5_000)
        continue
      }
      var entries = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard unsafe poll(&entries, 2, 20) > 0 else { continue }
      for (place, target) in [(0, server), (1, client)] where entries[place].revents != 0 {
        let count = unsafe recv(entries[place].fd, &buffer, buffer.count, 0)
        guard count > 0, Self.sendAll(buffer[..<count], to: target) else { return }
        if place == 0 { state.with { $0.bytesToServer += count } }
      }
    }
  }

  private static func sendAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let sent = unsafe rest.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if sent <= 0 { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }
}
