/// Where to connect, as whom, and how carefully.
public struct SFTPConfiguration: Sendable {
  /// The host's name or address.
  public var host: String
  /// The port.
  public var port: Int
  /// The user's name on the server.
  public var user: String
  /// The ways to log in, tried in this order.
  public var login: [LoginMethod]
  /// How the host key is judged.
  public var hostKeys: HostKeyPolicy
  /// What carries the bytes.
  public var transport = TransportChoice.auto
  /// The server's profile; nil chooses by banner and host name.
  public var profile: ServerProfile?
  /// The most connections at once. Further ones are opened only while they help.
  public var connections = 4
  /// The most operations in flight on a connection.
  public var filesInFlight = 128
  /// The most files that are sent or fetched, or folders listed, at once over all connections; nil for `filesInFlight` on each.
  public var transfers: Int?
  /// The most operations of one request at once over all connections, as looking at a file is one, or renaming it; nil for
  /// `filesInFlight` on each.
  public var checkers: Int?
  /// Bytes a second over all connections; nil for no limit.
  public var bandwidthLimit: Int?
  /// Seconds without progress, with requests waiting, after which a connection is given up.
  public var stallTimeout = 60.0
  /// Seconds that connecting and logging in may take.
  public var connectTimeout = 30.0
  /// Seconds of silence after which a sign of life is sent; 0 for none.
  public var keepAliveInterval = 15.0
  /// The algorithms to offer, where the transport can choose.
  public var algorithms = AlgorithmPreferences()
  /// The program that answers OpenSSH as its askpass by `Askpass.answerIfAsked`; nil for this process's own.
  public var askpassProgram: String?
  /// Wraps each new transport, for fault injection in tests.
  public var wrapTransport: (@Sendable (any ByteTransport) -> any ByteTransport)?
  /// What a connection does between its steps; set by the client for each of its own.
  var pacing = ConnectPacing()

  /// Creates a configuration.
  public init(host: String, port: Int = 22, user: String, login: [LoginMethod], hostKeys: HostKeyPolicy) {
    self.host = host
    self.port = port
    self.user = user
    self.login = login
    self.hostKeys = hostKeys
  }
}
