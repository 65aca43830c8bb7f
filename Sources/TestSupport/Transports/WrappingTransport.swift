public import Bytes
public import SFTP

/// A transport around another one. It declares what it does otherwise; everything else is the inner one's.
public protocol WrappingTransport: ByteTransport {
  /// The one inside.
  var inner: any ByteTransport { get }
}

/// Everything by the inner one.
extension WrappingTransport {
  /// The inner one's.
  public var description: TransportDescription { inner.description }
  /// The inner one's.
  public func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError) {
    try inner.open(seconds: seconds, interrupted: interrupted)
  }
  /// The inner one's.
  public func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int { try inner.send(bytes) }
  /// The inner one's.
  public func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int { try inner.receive(into: &buffer) }
  /// The inner one's.
  public func flush() throws(SFTPError) { try inner.flush() }
  /// The inner one's.
  public func waits(wantsToSend: Bool) -> [TransportWait] { inner.waits(wantsToSend: wantsToSend) }
  /// The inner one's.
  public func keepAlive() throws(SFTPError) { try inner.keepAlive() }
  /// The inner one's.
  public func close() { inner.close() }
}
