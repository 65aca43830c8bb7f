import Files
import Foundation

/// The user that a private server lets in, and the folder that it serves.
struct SSHDAccount {
  /// The user's name.
  let name: String
  /// The password; nil where the server cannot check one.
  let password: String?
  /// The folder that sessions start in.
  let area: String
  /// Whether the user exists for the server only.
  var isPrivate: Bool { password != nil }
  /// Shell commands that make the user exist, in a mount namespace of the server's own.
  private(set) var preparation: String

  /// The throw-away user's number, unlikely to be anybody's.
  private static let number = 61_234
  /// Whether the system lets the server have a user of its own: as root, with mount namespaces.
  static let canHideFiles: Bool = {
    guard getuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare") else { return false }
    let probe = ["--mount", "--propagation", "private", "/bin/sh", "-c", "mount --bind /etc/passwd /etc/passwd"]
    return (try? runCommand("/usr/bin/unshare", probe))?.status == 0
  }()

  init(_ files: SSHDFiles, keyboardInteractive: Bool) throws {
    let folder = files.folder
    area = folder.file("area")
    try Folder.make(area)
    // As root, sshd insists on its folder for the unprivileged half.
    if getuid() == 0 { try? Folder.make("/run/sshd") }
    guard Self.canHideFiles else {
      name = NSUserName()
      password = nil
      preparation = ""
      return
    }
    name = "ferry"
    password = "swordfish & chips"
    try Self.writeAccounts(folder, home: area, password: "swordfish & chips")
    guard unsafe chown(area, uid_t(Self.number), gid_t(Self.number)) == 0 else {
      throw SystemError(call: "chown", path: area, code: errno)
    }
    var binds = ["passwd", "shadow"].map { "mount --bind '\(folder.file($0))' /etc/\($0) || exit 1" }
    if keyboardInteractive {
      try folder.write(
        "auth required pam_unix.so\naccount required pam_permit.so\nsession required pam_permit.so\n", to: "pam")
      binds.append("mount --bind '\(folder.file("pam"))' /etc/pam.d/sshd || exit 1")
    }
    preparation = binds.joined(separator: "\n")
  }

  /// Has the served folder be a file system of its own, as large as `mount` understands `size`.
  mutating func putDisk(ofSize size: String) {
    preparation += "\nmount -t tmpfs -o size=\(size),uid=\(Self.number),gid=\(Self.number) none '\(area)' || exit 1"
  }

  private static func writeAccounts(_ folder: TemporaryFolder, home: String, password: String) throws {
    let crypt = try runCommand("/usr/bin/perl", ["-e", "print crypt($ARGV[0], q($6$nightferry$))", password])
    guard crypt.status == 0, crypt.text.hasPrefix("$6$") else { throw PrivateSSHDError("perl cannot hash a password") }
    let users = try String(contentsOfFile: "/etc/passwd", encoding: .utf8)
    let shadow = try String(contentsOfFile: "/etc/shadow", encoding: .utf8)
    try folder.write(users + "ferry:x:\(number):\(number):test user:\(home):/bin/sh\n", to: "passwd")
    try folder.write(shadow + "ferry:\(crypt.text):19000:0:99999:7:::\n", to: "shadow")
    unsafe chmod(folder.file("passwd"), 0o644)
    unsafe chmod(folder.file("shadow"), 0o600)
  }
}
