/// How a remote file is opened (SSH_FXF_*, draft-ietf-secsh-filexfer-02 section 6.3).
public struct OpenFlags: OptionSet, Sendable {
  /// The bits on the wire.
  public let rawValue: UInt32

  /// Wraps bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// For reading.
  public static let read = OpenFlags(rawValue: 0x01)
  /// For writing.
  public static let write = OpenFlags(rawValue: 0x02)
  /// Every write goes to the end.
  public static let append = OpenFlags(rawValue: 0x04)
  /// Made where it is missing.
  public static let create = OpenFlags(rawValue: 0x08)
  /// Emptied where it is there.
  public static let truncate = OpenFlags(rawValue: 0x10)
  /// Fails where it is there.
  public static let exclusive = OpenFlags(rawValue: 0x20)
}
