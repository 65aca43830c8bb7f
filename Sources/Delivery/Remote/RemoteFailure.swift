/// Why an operation failed.
public struct RemoteFailure: Error, Hashable, Sendable {
  /// What kind of failure it is, for decisions.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// Nothing is at the path.
    case notFound
    /// The server does not allow it.
    case permissionDenied
    /// The server's disk or a quota is full.
    case noSpace
    /// The name is taken.
    case alreadyThere
    /// The server cannot do it at all.
    case unsupported
    /// The server says no more than that it failed.
    case failure
    /// The connection ended; whether the operation happened is not known.
    case connectionLost
    /// Nothing moved for too long and the connection was closed; whether the operation happened is not known.
    case stalled
    /// The login was refused.
    case authentication
    /// The server's key is unknown or not the known one.
    case hostKey
    /// No connection could be made.
    case unreachable
    /// The server broke the protocol.
    case protocolViolation
    /// The two sides have no algorithm in common.
    case incompatible
    /// What the store was told about the server cannot be: a key file that is none.
    case configuration
    /// The local file could not be read, or is not as long as it was.
    case localFile
  }

  /// What kind of failure it is.
  public var code: Code
  /// The path that the operation was about, if any.
  public var path: String?
  /// What happened, in words for the person at the terminal.
  public var message: String

  /// Creates a failure.
  public init(_ code: Code, path: String? = nil, message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  /// Whether the connection is gone, and with it the knowledge of what was under way.
  public var isConnection: Bool {
    switch code {
    case .connectionLost, .stalled, .unreachable, .protocolViolation: true
    default: false
    }
  }

  /// Whether no further try can help any parcel: a login or a host key that is refused.
  public var isFinal: Bool {
    switch code {
    case .authentication, .hostKey, .incompatible, .configuration: true
    default: false
    }
  }

  /// Whether the same operation may well succeed when it is tried again.
  public var isTransient: Bool { isConnection || code == .failure }
}

extension RemoteFailure: CustomStringConvertible {
  /// `PATH: MESSAGE`.
  public var description: String { path.map { "\($0): \(message)" } ?? message }
}
