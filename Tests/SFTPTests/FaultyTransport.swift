import Bytes
import SFTP
import Synchronization

/// A transport that does a harm after its n-th SFTP packet to the server.
final class FaultyTransport: WrappingTransport {
  /// The harm.
  enum Fault: String, CaseIterable, Sendable {
    /// The connection ends behind the packet.
    case cut
    /// The connection ends in the middle of the packet.
    case truncate
    /// Nothing moves any more, in either direction.
    case stall
  }

  let inner: any ByteTransport
  private let fault: Fault
  private var packetsLeft: Int
  private var bytesLeftInPacket = 0
  private var head: [UInt8] = []
  private var isBroken = false

  init(_ inner: any ByteTransport, _ fault: Fault, after packets: Int) {
    self.inner = inner
    self.fault = fault
    packetsLeft = packets
  }

  func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int {
    if isBroken { return try broken() }
    let allowed = allowance(bytes)
    var sent = 0
    while sent < allowed {
      let count = try inner.send(bytes.extracting(sent..<allowed))
      sent += count
      if count == 0 { try inner.flush() }
    }
    if isBroken {
      try? inner.flush()
      return try broken()
    }
    return bytes.count
  }

  /// How many of the bytes may go, following the packets' lengths.
  private func allowance(_ bytes: Span<UInt8>) -> Int {
    var at = 0
    while at < bytes.count {
      if bytesLeftInPacket == 0 {
        head.append(bytes[at])
        at += 1
        guard head.count == 4 else { continue }
        bytesLeftInPacket = head.reduce(0) { $0 << 8 | Int($1) }
        head = []
        packetsLeft -= 1
        if packetsLeft == 0, fault == .truncate {
          isBroken = true
          return min(bytes.count, at + bytesLeftInPacket / 2)
        }
        continue
      }
      let step = min(bytesLeftInPacket, bytes.count - at)
      bytesLeftInPacket -= step
      at += step
      if bytesLeftInPacket == 0, packetsLeft <= 0 {
        isBroken = true
        return at
      }
    }
    return at
  }

  private func broken() throws(SFTPError) -> Int {
    if fault == .stall { return 0 }
    inner.close()
    throw SFTPError(.connectionLost, "cut by the test")
  }

  func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int {
    isBroken ? try broken() : try inner.receive(into: &buffer)
  }

  func flush() throws(SFTPError) { if !isBroken { try inner.flush() } }
  func waits(wantsToSend: Bool) -> [TransportWait] { isBroken ? [] : inner.waits(wantsToSend: wantsToSend) }
  func keepAlive() throws(SFTPError) {}
}

/// Wraps the first transport only, so that the connection after it is whole.
final class FirstOnly: Sendable {
  private let used = Atomic<Bool>(false)
  private let fault: FaultyTransport.Fault
  private let packets: Int

  init(_ fault: FaultyTransport.Fault, after packets: Int) {
    self.fault = fault
    self.packets = packets
  }

  func wrap(_ transport: any ByteTransport) -> any ByteTransport {
    used.exchange(true, ordering: .relaxed) ? transport : FaultyTransport(transport, fault, after: packets)
  }
}
