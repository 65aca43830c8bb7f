import Bytes
import SFTP

/// A transport around another one. It declares what it does otherwise; everything else is the inner one's.
protocol WrappingTransport: ByteTransport {
  var inner: any ByteTransport { get }
}

extension WrappingTransport {
  var description: TransportDescription { inner.description }
  func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) {
    try inner.open(seconds: seconds, interrupted: interrupted)
  }
  func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int { try inner.send(bytes) }
  func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int { try inner.receive(into: &buffer) }
  func flush() throws(SFTPError) { try inner.flush() }
  func waits(wantsToSend: Bool) -> [TransportWait] { inner.waits(wantsToSend: wantsToSend) }
  func keepAlive() throws(SFTPError) { try inner.keepAlive() }
  func close() { inner.close() }
}
