import Bytes
import Files
import Foundation

/// The files of a private server: host keys, a user's keys, configuration, known hosts and log.
public final class SSHDFiles: Sendable {
  /// Where they are.
  public let folder: TemporaryFolder

  /// A `known_hosts` that names the server's keys.
  public var knownHosts: String { folder.file("known_hosts") }
  /// The user's ed25519 key, which the server lets in.
  public var userKey: String { folder.file("user_ed25519") }
  /// The user's RSA key, which the server lets in.
  public var userRSAKey: String { folder.file("user_rsa") }
  /// The user's ECDSA key, which the server lets in; its passphrase is `lemon sorbet`.
  public var userKeyWithPassphrase: String { folder.file("user_ecdsa") }
  /// A key that the server does not let in.
  public var strangersKey: String { folder.file("stranger_ed25519") }
  /// A host's public key file, by type: `ed25519`, `ecdsa` or `rsa`.
  public func hostKey(_ type: String) -> String { folder.file("host_\(type).pub") }

  var configuration: String { folder.file("sshd_config") }
  var logPath: String { folder.file("log") }
  /// What the server has written so far.
  public var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

  private static let names = [
    "host_ed25519", "host_ecdsa", "host_rsa", "user_ed25519", "user_rsa", "user_ecdsa", "stranger_ed25519",
  ]
  /// The keys are made once for all servers of a process, because RSA takes its time.
  private static let keys: Result<TemporaryFolder, any Error> = Result { try makeKeys() }

  init() throws {
    let keys = try Self.keys.get()
    folder = try TemporaryFolder()
    for name in Self.names {
      for file in [name, "\(name).pub"] { try folder.write(try keys.read(file), to: file) }
      guard unsafe chmod(folder.file(name), 0o600) == 0 else {
        throw SystemError(call: "chmod", path: name, code: errno)
      }
    }
    var authorized: [UInt8] = []
    for name in ["user_ed25519", "user_rsa", "user_ecdsa"] { authorized += try keys.read("\(name).pub") }
    try folder.write(authorized, to: "authorized_keys")
    // A throw-away user reads its authorized keys as itself.
    unsafe chmod(folder.path, 0o711)
  }

  private static func makeKeys() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    guard let program = findProgram("ssh-keygen") else { throw PrivateSSHDError("openssh-client is not installed") }
    for name in names {
      let type = String(name.drop { $0 != "_" }.dropFirst())
      let arguments = [
        "-q", "-t", type, "-N", name == "user_ecdsa" ? "lemon sorbet" : "", "-C", name, "-f", folder.file(name),
      ]
      let result = try runCommand(program, type == "rsa" ? ["-b", "2048"] + arguments : arguments)
      guard result.status == 0 else { throw PrivateSSHDError("ssh-keygen: \(result.errorText)") }
    }
    return folder
  }

  func writeConfiguration(port: Int, _ account: SSHDAccount, lines: [String], keyboardInteractive: Bool) throws {
    let usesPAM = keyboardInteractive && account.isPrivate
    var own = [
      "ListenAddress 127.0.0.1:\(port)",
      "HostKey \(folder.file("host_ed25519"))", "HostKey \(folder.file("host_ecdsa"))",
      "HostKey \(folder.file("host_rsa"))",
      "AuthorizedKeysFile \(folder.file("authorized_keys"))",
      "PidFile none", "StrictModes no", "UseDNS no", "PermitRootLogin yes", "PrintMotd no",
      "UsePAM \(usesPAM ? "yes" : "no")", "KbdInteractiveAuthentication \(usesPAM ? "yes" : "no")",
      "PasswordAuthentication \(account.password == nil ? "no" : "yes")",
      "MaxStartups 100:30:200", "LogLevel VERBOSE",
    ]
    // Unlike other words, this one may not stand there twice.
    if !lines.contains(where: { $0.hasPrefix("Subsystem") }) {
      own.append("Subsystem sftp internal-sftp -d \(account.area)")
    }
    try folder.write((lines + own).joined(separator: "\n") + "\n", to: "sshd_config")
  }

  func writeKnownHosts(host: String, port: Int) throws {
    var text = ""
    for type in ["ed25519", "ecdsa", "rsa"] {
      let line = try folder.read("host_\(type).pub")
      let words = String(repairing: line.span).split(separator: " ")
      text += "[\(host)]:\(port) \(words[0]) \(words[1])\n"
    }
    try folder.write(text, to: "known_hosts")
  }
}
