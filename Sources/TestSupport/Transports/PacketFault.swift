public import Bytes
import Glibc
public import SFTP
import Threads

/// When a connection breaks, and how. It breaks once, whatever connects again.
public final class PacketFault: Sendable {
  /// What happens.
  public enum Kind: String, CaseIterable, Sendable {
    /// The packet arrives, its answer does not.
    case cutAfter
    /// Half of the packet arrives.
    case truncated
    /// The packet arrives, and then nothing moves any more.
    case stalled
  }

  /// What happens.
  public let kind: Kind
  private let left: Monitor<Int>

  /// Strikes at the n-th packet that is sent.
  public init(_ kind: Kind, after packets: Int) {
    self.kind = kind
    left = Monitor(packets)
  }

  /// Whether it has struck.
  public var hasStruck: Bool { left.with { $0 <= 0 } }

  /// Takes note of a packet; true for the one that it strikes.
  func strikes() -> Bool {
    left.with { left in
      left -= 1
      return left == 0
    }
  }
}

/// A transport that breaks at a packet that is sent.
public final class FaultyTransport: WrappingTransport {
  /// The whole one inside.
  public let inner: any ByteTransport
  private let fault: PacketFault
  private var isDead = false
  /// Bytes of the present packet that are still to be sent, and the bytes of its length that were seen.
  private var rest = 0
  private var length: [UInt8] = []

  /// Wraps a transport; several may share one fault.
  public init(_ inner: any ByteTransport, _ fault: PacketFault) {
    self.inner = inner
    self.fault = fault
  }

  /// As the inner one, until it breaks.
  public func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int {
    if isDead { return try dead(bytes.count) }
    var end = 0
    while end < bytes.count {
      if rest == 0 {
        length.append(bytes[end])
        end += 1
        if length.count < 4 { continue }
        rest = length.reduce(0) { $0 << 8 | Int($1) }
        length.removeAll()
        if fault.strikes() { return try strike(bytes, packetFrom: end) }
      } else {
        let part = min(rest, bytes.count - end)
        rest -= part
        end += part
      }
    }
    // The engine offers again what is not taken, and it would be counted twice: all is taken, however long that lasts.
    try sendAll(bytes)
    return bytes.count
  }

  private func strike(_ bytes: Span<UInt8>, packetFrom start: Int) throws(SFTPError) -> Int {
    let end = min(bytes.count, start + (fault.kind == .truncated ? rest / 2 : rest))
    try sendAll(bytes.extracting(0..<end))
    isDead = true
    if fault.kind != .stalled {
      // What was sent shall arrive before the connection goes.
      usleep(20_000)
      inner.close()
      return try dead(0)
    }
    return bytes.count
  }

  private func sendAll(_ bytes: Span<UInt8>) throws(SFTPError) {
    var done = 0
    while done < bytes.count {
      done += try inner.send(bytes.extracting(done..<bytes.count))
      try inner.flush()
      if done < bytes.count { usleep(500) }
    }
  }

  /// What a broken connection does with bytes: a stalled one swallows them, a cut one says that it is cut.
  private func dead(_ count: Int) throws(SFTPError) -> Int {
    if fault.kind == .stalled { return 0 }
    throw SFTPError(.connectionLost, "the connection was cut")
  }

  /// As the inner one, until it breaks.
  public func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int {
    isDead ? try dead(0) : try inner.receive(into: &buffer)
  }

  /// As the inner one, until it breaks.
  public func flush() throws(SFTPError) {
    if !isDead { try inner.flush() }
  }

  /// As the inner one, until it breaks.
  public func waits(wantsToSend: Bool) -> [TransportWait] {
    isDead ? [] : inner.waits(wantsToSend: wantsToSend)
  }

  /// As the inner one, until it breaks.
  public func keepAlive() throws(SFTPError) {
    if !isDead { try inner.keepAlive() }
  }
}
