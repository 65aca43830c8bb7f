import Files
import Foundation

/// `Tests/Servers/aws_stand_in.py`: AWS Transfer's rules on this machine, with asyncssh from the checkout's `.venv`.
public final class AWSStandIn: Sendable {
  /// The address to connect to.
  public let host = "127.0.0.1"
  /// The port.
  public let port: Int
  /// The keys and known hosts; the user is anybody with `userKey`.
  public let files: SSHDFiles
  /// The folder that is served.
  public let area: String
  private let process: ChildProcess
  private let logFile: FileDescriptor
  private let leash: Int32

  /// The checkout's folder.
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  /// The interpreter that has asyncssh.
  public static var python: String { "\(root)/.venv/bin/python" }

  /// Whether asyncssh is there; `make setup-ci` installs it.
  public static let isInstalled = (try? runCommand(python, ["-c", "import asyncssh"]))?.status == 0

  /// Starts a server. With `onlyETM` it takes no MACs but encrypt-then-MAC ones, as AWS's current policies do; with `quota`
  /// no more than so many bytes; with `hasExpired` it takes passwords only, and wants a new one instead of each.
  public init(onlyETM: Bool = false, quota: Int? = nil, hasExpired: Bool = false) throws {
    files = try SSHDFiles()
    area = files.folder.file("area")
    try Folder.make(area)
    var input: [Int32] = [-1, -1]
    var output: [Int32] = [-1, -1]
    guard unsafe pipe(&input) == 0, unsafe pipe(&output) == 0 else { throw PrivateSSHDError("no pipe") }
    for number in input + output { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    var arguments = [
      "\(Self.root)/Tests/Servers/aws_stand_in.py", area, files.folder.file("host_ed25519"),
      files.folder.file("authorized_keys"),
    ]
    if onlyETM { arguments.append("etm") }
    if hasExpired { arguments.append("expired") }
    if let quota { arguments.append("quota=\(quota)") }
    logFile = try FileDescriptor.open(files.logPath, .append(mode: 0o600))
    process = try ChildProcess(
      Self.python, arguments, input: .descriptor(input[0]), output: .descriptor(output[1]),
      errors: .descriptor(logFile.number))
    leash = input[1]
    close(input[0])
    close(output[1])
    var line = [UInt8](repeating: 0, count: 32)
    let count = unsafe read(output[0], &line, line.count)
    close(output[0])
    let text = String(decoding: line.prefix(max(0, count)), as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
    guard let number = Int(text) else {
      throw PrivateSSHDError("the stand-in does not start: \(files.log)")
    }
    port = number
    try files.writeKnownHosts(host: "127.0.0.1", port: port)
  }

  deinit {
    stop()
    close(leash)
  }

  /// Ends the server at once.
  public func stop() {
    process.signal(SIGKILL)
    process.wait()
  }
}
