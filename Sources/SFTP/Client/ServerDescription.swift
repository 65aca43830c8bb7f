/// What a client reached: for `-v`, reports, and decisions on how to deliver.
public struct ServerDescription: Sendable {
  /// How the server was reached.
  public var transport: TransportDescription
  /// The profile in use.
  public var profile: ServerProfile
  /// What the server announced.
  public var extensions: ServerExtensions
  /// How much it takes at once.
  public var limits: ServerLimits
  /// How long the server took to answer a small request, in seconds.
  public var roundTrip: Double
}
