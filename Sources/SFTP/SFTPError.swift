/// Why an operation on a server, or the connection itself, failed.
public struct SFTPError: Error, Hashable, Sendable {
  /// What happened, for callers to switch on. The raw values are stable names for reports.
  public enum Code: String, Hashable, Sendable {
    /// The path, or a folder on the way, does not exist.
    case notFound = "not-found"
    /// The server's user may not do that.
    case permissionDenied = "permission-denied"
    /// The server's disk is full.
    case noSpace = "no-space"
    /// The server user's share of the disk is used up.
    case quota = "quota-exceeded"
    /// The name is taken.
    case alreadyThere = "already-there"
    /// The server does not do that.
    case unsupported = "unsupported"
    /// The server refused and did not say why.
    case failure = "failure"
    /// What stands at the path after an upload has another size than what was sent.
    case sizeMismatch = "size-mismatch"
    /// A file is no longer what was listed, or changed while it was read.
    case changed = "changed"
    /// A local file could not be read or written, or changed meanwhile.
    case localFile = "local-file"
    /// The connection ended.
    case connectionLost = "connection-lost"
    /// Nothing moved for the stall timeout.
    case stalled = "stalled"
    /// The server took none of the ways to log in.
    case authentication = "authentication"
    /// The server's host key is unknown, changed or revoked.
    case hostKey = "host-key"
    /// Client and server have no algorithm in common.
    case noCommonAlgorithm = "no-common-algorithm"
    /// No connection came about: name, network, port, or something that is not SSH answered.
    case unreachable = "unreachable"
    /// The server's bytes are not SFTP version 3.
    case protocolViolation = "protocol-violation"
    /// What the caller asked for cannot be: an empty path, a key file that is none.
    case configuration = "configuration"
    /// The client was closed before the operation was done.
    case cancelled = "cancelled"
  }

  /// What happened.
  public let code: Code
  /// One sentence for people: what happened, where, and what to do where that is known. Never holds a secret.
  public let message: String
  /// The remote path it is about, if any.
  public let path: RemotePath?
  /// What is wrong with the host key, where `code` is `hostKey`.
  public let hostKey: HostKeyProblem?

  /// Creates an error.
  public init(_ code: Code, _ message: String, path: RemotePath? = nil, hostKey: HostKeyProblem? = nil) {
    self.code = code
    self.message = message
    self.path = path
    self.hostKey = hostKey
  }

  /// Whether the same thing may well succeed later, with nothing mended by a person.
  public var isTransient: Bool {
    switch code {
    case .connectionLost, .stalled, .unreachable, .failure, .sizeMismatch, .changed: true
    default: false
    }
  }

  /// Whether the connection is gone, and not just one operation failed.
  public var endsConnection: Bool {
    switch code {
    case .connectionLost, .stalled, .unreachable, .protocolViolation, .authentication, .hostKey, .noCommonAlgorithm:
      true
    default: false
    }
  }
}

extension SFTPError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
