/// What a kind of server allows, beyond what it announces.
public struct ServerProfile: Hashable, Sendable {
  /// The profile's name: `openssh`, `aws-transfer` or `generic`.
  public let name: String
  /// Whether a file may be opened again and written from the middle on, and in any order.
  public let writesAnywhere: Bool
  /// Whether files can be renamed at all.
  public let renames: Bool
  /// Whether permissions and times can be set.
  public let setsAttributes: Bool
  /// Whether requests are done in the order in which they come, so that one can be sent behind another without a wait for
  /// the answer: CLOSE behind the last WRITE, with a question for the size in between, which elsewhere is asked of the path afterwards.
  public let worksInOrder: Bool

  /// OpenSSH's sshd: POSIX rules, requests done in order.
  public static let openSSH = ServerProfile(
    name: "openssh", writesAnywhere: true, renames: true, setsAttributes: true, worksInOrder: true)
  /// AWS Transfer Family on S3: sequential writes from zero, no attributes, renames often denied, answers in any order.
  public static let awsTransfer = ServerProfile(
    name: "aws-transfer", writesAnywhere: false, renames: false, setsAttributes: false, worksInOrder: false)
  /// Any other server: files and renames, nothing taken for granted that an ordinary put does not need.
  public static let generic = ServerProfile(
    name: "generic", writesAnywhere: true, renames: true, setsAttributes: true, worksInOrder: false)

  /// All profiles.
  public static let all: [ServerProfile] = [.openSSH, .awsTransfer, .generic]

  /// The profile of that name, or nil.
  public static func named(_ name: String) -> ServerProfile? {
    all.first { $0.name == name }
  }

  /// The profile for what a server says of itself and how it is called; nothing is probed.
  static func chosen(banner: String, host: String) -> ServerProfile {
    let host = host.lowercased()
    if banner.contains("AWS_SFTP") || (host.hasSuffix(".amazonaws.com") && host.contains(".server.transfer.")) {
      return .awsTransfer
    }
    return banner.contains("OpenSSH") ? .openSSH : .generic
  }
}
