import Files
import Foundation

/// A real OpenSSH server of a test's own on loopback: own port, own host keys, `internal-sftp`, key login, and password
/// login where the system allows it. It ends with the object, and soon after the test's process however that ends.
///
/// As root, and where a mount namespace can be had, the server sees a `passwd` and `shadow` of its own with a throw-away
/// user, so that passwords and permissions are real; nothing of that is visible outside. Otherwise it runs as the test's
/// user, and `password` is nil.
public final class PrivateSSHD: Sendable {
  /// The address to connect to.
  public let host = "127.0.0.1"
  /// The port.
  public let port: Int
  /// The user to log in as.
  public let user: String
  /// The user's password; nil where none can be checked.
  public let password: String?
  /// The folder that SFTP sessions start in, as an absolute local path.
  public let area: String
  /// The keys, configuration and log.
  public let files: SSHDFiles
  private let process: ChildProcess

  /// The server's program, or nil where OpenSSH's server is not installed.
  public static var program: String? { findProgram("sshd") }
  /// Whether servers check passwords here: they need root and mount namespaces for a user of their own.
  public static var checksPasswords: Bool { SSHDAccount.canHideFiles }
  /// Why tests with a server are skipped, for `.enabled(if:)`.
  public static let isMissing = "openssh-server is not installed"

  /// Starts a server. `lines` are put at the front of its configuration; `keyboardInteractive` takes passwords through
  /// PAM's questions too, where there is a throw-away user. With `diskSize`, as in `2m`, the served folder is a disk of that
  /// size, which only the server sees.
  public init(lines: [String] = [], keyboardInteractive: Bool = false, diskSize: String? = nil) throws {
    guard let program = Self.program else { throw PrivateSSHDError("openssh-server is not installed") }
    let files = try SSHDFiles()
    var account = try SSHDAccount(files, keyboardInteractive: keyboardInteractive)
    if let diskSize { account.putDisk(ofSize: diskSize) }
    var attempt = 0
    while true {
      let port = Self.freePort()
      try files.writeConfiguration(port: port, account, lines: lines, keyboardInteractive: keyboardInteractive)
      try files.writeKnownHosts(host: "127.0.0.1", port: port)
      let process = try Self.start(program, files, account)
      if Self.answers(port: port, process) {
        (self.port, self.process) = (port, process)
        break
      }
      process.signal(SIGTERM)
      attempt += 1
      if attempt == 3 { throw PrivateSSHDError("sshd does not start: \(files.log)") }
    }
    user = account.name
    password = account.password
    area = account.area
    self.files = files
  }

  deinit {
    stop()
  }

  /// Ends the server and its connections.
  public func stop() {
    process.signal(SIGTERM)
    process.wait()
  }

  /// Starts the server under a small shell that ends it when the test's process is gone.
  private static func start(_ program: String, _ files: SSHDFiles, _ account: SSHDAccount) throws -> ChildProcess {
    let script = """
      \(account.preparation)
      setsid '\(program)' -D -f '\(files.configuration)' -E '\(files.logPath)' &
      pid=$!
      kids() { for k in $(cat /proc/$1/task/$1/children 2>/dev/null); do kids $k; echo $k; done; }
      trap 'kill -KILL $pid $(kids $pid) 2>/dev/null; exit 0' TERM INT HUP
      while kill -0 \(getpid()) 2>/dev/null && kill -0 $pid 2>/dev/null; do sleep 0.5 & wait $!; done
      kill -KILL $pid $(kids $pid) 2>/dev/null
      """
    let unshare = ["--mount", "--propagation", "private", "/bin/sh", "-c", script]
    return account.isPrivate
      ? try ChildProcess("/usr/bin/unshare", unshare) : try ChildProcess("/bin/sh", ["-c", script])
  }

  /// A port that is free now.
  static func freePort() -> Int {
    let listener = Listener()
    defer { listener.close() }
    return listener.port
  }

  /// Waits until something listens, at most ten seconds.
  static func answers(port: Int, _ process: ChildProcess) -> Bool {
    for _ in 0..<500 {
      if connects(port: port) { return true }
      if !process.isRunning { return false }
      usleep(20_000)
    }
    return false
  }

  private static func connects(port: Int) -> Bool {
    guard let descriptor = Listener.connect(to: port) else { return false }
    close(descriptor)
    return true
  }
}

/// Why a private server did not start.
public struct PrivateSSHDError: Error, CustomStringConvertible {
  /// What happened.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
