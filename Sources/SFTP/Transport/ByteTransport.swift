public import Bytes

/// A two-way run of bytes to a server's SFTP subsystem. One thread at a time uses it.
public protocol ByteTransport: AnyObject {
  /// Connects, checks the host key and logs in, in at most `seconds`; `interrupted` is asked now and then whether to stop.
  func open(seconds: Double, interrupted: () -> Bool) throws(SFTPError)
  /// What the server is and how it was reached; meaningful once open.
  var description: TransportDescription { get }
  /// Hands over bytes to send and returns how many were taken; 0 where none can be now.
  func send(_ bytes: Span<UInt8>) throws(SFTPError) -> Int
  /// Appends the bytes that came, and returns how many; 0 where none are there. The end of the connection throws.
  func receive(into buffer: inout ByteBuffer) throws(SFTPError) -> Int
  /// Sends what was taken and has not gone out yet, as far as the network takes it.
  func flush() throws(SFTPError)
  /// What to wait for before trying again. `wantsToSend` says that there are bytes that `send` did not take.
  func waits(wantsToSend: Bool) -> [TransportWait]
  /// Sends a sign of life that the server must answer or at least take.
  func keepAlive() throws(SFTPError)
  /// Ends the connection at once. Further calls do nothing.
  func close()
}

/// A descriptor to wait on.
public struct TransportWait: Hashable, Sendable {
  /// The descriptor.
  public let descriptor: Int32
  /// The events, as for `poll`.
  public let events: Int16

  /// Creates a wait.
  public init(descriptor: Int32, events: Int16) {
    self.descriptor = descriptor
    self.events = events
  }
}

/// What a transport reached, and how.
public struct TransportDescription: Hashable, Sendable {
  /// `libssh 0.10.6` or `OpenSSH_9.2p1`.
  public var name = ""
  /// The server's identification (RFC 4253 section 4.2), as in `SSH-2.0-OpenSSH_9.2p1`; empty where unknown.
  public var banner = ""
  /// The server's host key, as in `ssh-ed25519 SHA256:…`; empty where unknown.
  public var hostKey = ""
  /// The algorithms in use, for people.
  public var algorithms = ""
  /// How the login was done, for people.
  public var login = ""

  /// Why it is this transport and not the one tried before; empty where it was the first.
  public var note = ""

  /// An empty description.
  public init() {}
}
