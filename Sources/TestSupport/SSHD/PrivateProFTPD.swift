import Files
import Foundation

/// ProFTPD with `mod_sftp` on loopback: a third implementation of SFTP, with other habits than OpenSSH's. Runs as root only,
/// because ProFTPD checks its users with the system's rights.
public final class PrivateProFTPD: Sendable {
  /// The address to connect to.
  public let host = "127.0.0.1"
  /// The port.
  public let port: Int
  /// The user to log in as.
  public let user = "ferry"
  /// The keys and known hosts.
  public let files: SSHDFiles
  /// The folder that sessions start in.
  public let area: String
  private let process: ChildProcess
  private let logFile: FileDescriptor

  /// Whether ProFTPD and its `mod_sftp` are there and could run.
  public static let isInstalled =
    getuid() == 0 && findProgram("proftpd") != nil
    && FileManager.default.fileExists(atPath: "/usr/lib/proftpd/mod_sftp.so")

  /// Starts a server. `lines` are put at the end of its configuration.
  public init(lines: [String] = []) throws {
    files = try SSHDFiles()
    let folder = files.folder
    area = folder.file("area")
    try Folder.make(area)
    guard let program = findProgram("proftpd") else { throw PrivateSSHDError("proftpd is not installed") }
    let port = PrivateSSHD.freePort()
    self.port = port
    // mod_sftp reads keys in PEM, and authorized keys in RFC 4716's form.
    var keys = ""
    for name in ["user_ed25519", "user_rsa", "user_ecdsa"] {
      keys += try runCommand("/usr/bin/ssh-keygen", ["-e", "-f", folder.file("\(name).pub")]).text
    }
    try folder.write(keys, to: "authorized")
    try folder.write("ferry:x:61234:61234::\(area):/bin/sh\n", to: "users")
    unsafe chmod(folder.file("users"), 0o600)
    unsafe chown(area, 61_234, 61_234)
    try folder.write((Self.configuration(folder, port) + lines).joined(separator: "\n") + "\n", to: "proftpd.conf")
    logFile = try FileDescriptor.open(files.logPath, .append(mode: 0o644))
    let script = """
      '\(program)' -n -q -c '\(folder.file("proftpd.conf"))' &
      pid=$!
      trap 'kill -KILL $pid 2>/dev/null; exit 0' TERM INT HUP
      while kill -0 \(getpid()) 2>/dev/null && kill -0 $pid 2>/dev/null; do sleep 0.5 & wait $!; done
      kill -KILL $pid 2>/dev/null
      """
    process = try ChildProcess(
      "/bin/sh", ["-c", script], output: .descriptor(logFile.number), errors: .descriptor(logFile.number))
    try files.writeKnownHosts(host: "127.0.0.1", port: port)
    guard PrivateSSHD.answers(port: port, process) else {
      process.signal(SIGTERM)
      throw PrivateSSHDError("proftpd does not start: \(files.log)")
    }
  }

  deinit {
    stop()
  }

  /// Ends the server.
  public func stop() {
    process.signal(SIGTERM)
    process.wait()
  }

  private static func configuration(_ folder: TemporaryFolder, _ port: Int) -> [String] {
    [
      "LoadModule mod_sftp.c", "ServerType standalone", "ServerName test", "Port \(port)", "DefaultAddress 127.0.0.1",
      "SocketBindTight on", "UseReverseDNS off", "UseIPv6 off", "User nobody", "Group nogroup", "MaxInstances 50",
      "Umask 022",
      "PidFile \(folder.file("pid"))", "ScoreboardFile \(folder.file("scoreboard"))", "DelayEngine off",
      "AuthUserFile \(folder.file("users"))", "AuthOrder mod_auth_file.c", "RequireValidShell off", "AllowOverwrite on",
      "AllowStoreRestart on", "AllowRetrieveRestart on", "WtmpLog off", "TransferLog none",
      "SystemLog \(folder.file("system.log"))", "SFTPEngine on", "SFTPLog \(folder.file("sftp.log"))",
      "SFTPHostKey \(folder.file("host_ed25519"))", "SFTPHostKey \(folder.file("host_rsa"))",
      "SFTPAuthorizedUserKeys file:\(folder.file("authorized"))", "SFTPAuthMethods publickey", "DefaultRoot ~",
    ]
  }
}
