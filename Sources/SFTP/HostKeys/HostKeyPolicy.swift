/// How a server's host key is judged.
public struct HostKeyPolicy: Sendable {
  /// What happens with a key that is in no file.
  public enum Mode: String, Sendable, CaseIterable {
    /// It is refused.
    case strict
    /// It is written to the first file and trusted; a changed key is refused all the same.
    case acceptNew = "accept-new"
    /// Whoever sits at the terminal is asked; a yes is written to the first file. Without a terminal it is refused.
    case ask
  }

  /// What happens with a key that is in no file.
  public var mode: Mode
  /// The `known_hosts` files; new keys go to the first.
  public var files: [String]
  /// Fingerprints (`SHA256:…`) that are the only ones trusted, files or not; several for a rotation. Empty: none.
  public var pins: [String]

  /// Creates a policy.
  public init(mode: Mode = .strict, files: [String], pins: [String] = []) {
    self.mode = mode
    self.files = files
    self.pins = pins
  }
}
