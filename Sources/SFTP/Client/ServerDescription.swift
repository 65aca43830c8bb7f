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

extension ServerDescription {
  /// What it is and how it was reached, in lines for people.
  public var lines: [String] {
    var lines = ["server: \(transport.banner) by \(transport.name), profile \(profile.name)"]
    lines.append("algorithms: \(transport.algorithms); login by \(transport.login)")
    let names = extensions.names.isEmpty ? "none" : extensions.names.joined(separator: " ")
    lines.append("extensions: \(names)")
    let milliseconds = Int((roundTrip * 1000).rounded())
    lines.append("\(limits.writeSize) bytes a write, \(milliseconds) ms for the first answer")
    if !transport.note.isEmpty { lines.append(transport.note) }
    return lines
  }
}
