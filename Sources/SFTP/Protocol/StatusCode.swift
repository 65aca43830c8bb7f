/// What an SSH_FXP_STATUS says (draft-ietf-secsh-filexfer-02 section 7; the numbers from 9 on are of later drafts, which
/// some servers send in version 3 too).
public struct StatusCode: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public let rawValue: UInt32

  /// Wraps a number, known or not.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// All went well.
  public static let ok = StatusCode(rawValue: 0)
  /// The end of a file or folder was reached.
  public static let endOfFile = StatusCode(rawValue: 1)
  /// There is no such file.
  public static let noSuchFile = StatusCode(rawValue: 2)
  /// The user may not.
  public static let permissionDenied = StatusCode(rawValue: 3)
  /// Anything else.
  public static let failure = StatusCode(rawValue: 4)
  /// The server could not make sense of the request; OpenSSH also says so of a name that is too long.
  public static let badMessage = StatusCode(rawValue: 5)
  /// The server does not do that.
  public static let unsupported = StatusCode(rawValue: 8)
  /// There is no such folder.
  public static let noSuchPath = StatusCode(rawValue: 10)
  /// The name is taken.
  public static let alreadyThere = StatusCode(rawValue: 11)
  /// The file system is mounted read-only.
  public static let writeProtected = StatusCode(rawValue: 12)
  /// The disk is full.
  public static let noSpace = StatusCode(rawValue: 14)
  /// The user's share of the disk is used up.
  public static let quotaExceeded = StatusCode(rawValue: 15)
}
