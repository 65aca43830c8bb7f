import Foundation
import Threads

/// A way to a server on this machine that can be counted, held up, cut, and closed to further connections.
public final class Relay: Sendable {
  private struct State {
    var isHeldUp = false
    var isClosed = false
    var connections = 0
    var refused = 0
    var bytesToServer = 0
    let ending: Ending
    /// What the first connection still carries.
    var allowance: Int
  }

  /// What becomes of the first connection when it has carried what it may.
  public enum Ending: Sendable {
    /// It is closed on both sides.
    case cut
    /// It stays, and carries nothing any more.
    case stall
  }

  /// The port that leads to the server.
  public let port: Int
  private let listener: Listener
  private let state: Monitor<State>

  /// Opens a way to a port of loopback; connections beyond `mostConnections` are closed at once, and the first one ends after
  /// `firstCarries` bytes, both ways together.
  public init(
    to server: Int, mostConnections: Int = .max, firstCarries allowance: Int = .max, then ending: Ending = .cut
  ) {
    state = Monitor(State(ending: ending, allowance: allowance))
    let listener = Listener()
    self.listener = listener
    port = listener.port
    // The threads keep the relay until `close`.
    Thread.detachNewThread { [self] in
      while let client = listener.accept() {
        let number = state.with { state -> Int? in
          if state.connections >= mostConnections {
            state.refused += 1
            return nil
          }
          state.connections += 1
          return state.connections
        }
        guard let number, let far = Listener.connect(to: server) else {
          _ = Glibc.close(client)
          continue
        }
        Thread.detachNewThread { self.carry(client, far, isFirst: number == 1) }
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
  /// Whether the first connection has carried what it may.
  public var hasEnded: Bool { state.with { $0.allowance == 0 } }
  /// Bytes from clients to the server.
  public var bytesToServer: Int { state.with { $0.bytesToServer } }

  /// Lets nothing through from now on, or lets it go on.
  public func holdUp(_ isHeldUp: Bool) {
    state.with { $0.isHeldUp = isHeldUp }
  }

  /// Carries bytes both ways until one side is done.
  private func carry(_ client: Int32, _ server: Int32, isFirst: Bool) {
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
        guard count > 0 else { return }
        let allowed = isFirst ? take(count) : count
        guard Self.sendAll(buffer[..<allowed], to: target) else { return }
        if allowed < count { return endFirst() }
        if place == 0 { state.with { $0.bytesToServer += count } }
      }
    }
  }

  /// Ends the first connection: at once, or with the relay.
  private func endFirst() {
    while state.with({ $0.ending == .stall && !$0.isClosed }) { usleep(5_000) }
  }

  /// How many of `count` bytes the first connection still carries.
  private func take(_ count: Int) -> Int {
    state.with { state in
      let taken = min(count, state.allowance)
      state.allowance -= taken
      return taken
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
