import Bytes
import Files
import Foundation
import TestSupport

/// A copy of the example dump with its configuration, a server of its own, and the program.
final class NightWork {
  let folder: TemporaryFolder
  let server: PrivateSSHD
  /// Variables of the configuration, changed by tests.
  var environment: [String: String?]

  init() throws {
    folder = try TemporaryFolder()
    server = try PrivateSSHD()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    _ = try runCommand(
      "/bin/cp", ["-r", "\(root)/examples/crm-dump", "\(root)/examples/nightferry.json5", folder.path])
    environment = [
      "NF_WORK": folder.file("work"), "NF_URL": "sftp://\(server.user)@\(server.host):\(server.port)\(server.area)",
      "NF_IDENTITY": server.files.userKey, "NF_KNOWN_HOSTS": server.files.knownHosts, "NF_PASSWORD": nil,
      "SSH_AUTH_SOCK": nil,
    ]
  }

  /// Runs a command of the program with the copied configuration.
  func nightferry(_ command: String, _ arguments: String...) throws -> CommandResult {
    try runCommand(
      builtProgram("nightferry"), [command, "--config", folder.file("nightferry.json5")] + arguments,
      environment: environment, folder: folder.path)
  }

  /// What differs between the outbox and the server; empty where nothing does.
  func differences() throws -> String {
    try runCommand(
      "/usr/bin/diff", ["-r", "-x", "manifest-sha256.txt", folder.file("work/outbox"), server.area]
    ).text
  }

  /// The names, sizes, times and inodes of all files on the server.
  func remoteState() throws -> String {
    let listing = try runCommand("/usr/bin/find", [server.area, "-type", "f", "-printf", "%p %s %T@ %i\n"]).text
    return listing.split(separator: "\n").sorted().joined(separator: "\n")
  }

  /// The last report.
  func report() throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.file("work/reports/report.json")))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// Replaces text in a file of the dump.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    let path = folder.file("crm-dump/\(name)")
    var bytes = try FileDescriptor.contents(of: path)
    bytes.replace(Array(old.utf8), with: Array(new.utf8))
    try AtomicFile.write(bytes.span, to: path)
  }

  /// The lines of a file of rejects.
  func rejects(_ kind: String) -> [String] {
    let text = (try? folder.read("work/rejects/\(kind).csv")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.components(separatedBy: "\r\n").filter { !$0.isEmpty }
  }
}

extension NightWork {
  /// Has the configuration log in with a password from the environment and nothing else.
  func usePassword() throws {
    try editConfiguration("// password: { env: \"NF_PASSWORD\" },", "password: { env: \"NF_PASSWORD\" },")
    try editConfiguration("identity: \"${NF_IDENTITY:-~/.ssh/id_ed25519}\",", "")
  }

  /// Adds keys at the top of the configuration.
  func configure(_ keys: String) throws {
    try editConfiguration("  dump: {", "  \(keys)\n  dump: {")
  }

  /// Adds a destination in front of the one that is there.
  func add(destination name: String, _ server: PrivateSSHD, knownHosts: String) throws {
    let url = "sftp://\(server.user)@\(server.host):\(server.port)\(server.area)"
    let keys = "url: \"\(url)\", identity: \"\(server.files.userKey)\", knownHosts: \"\(knownHosts)\""
    try editConfiguration("  destinations: {\n", "  destinations: {\n    \(name): { \(keys) },\n")
  }

  /// Has the calls go to a folder of another name.
  func configure(voiceFolder old: String = "voice", to new: String) throws {
    try editConfiguration("folders: { voice: \"\(old)\"", "folders: { voice: \"\(new)\"")
  }

  private func editConfiguration(_ old: String, _ new: String) throws {
    let path = folder.file("nightferry.json5")
    let text = String(decoding: try FileDescriptor.contents(of: path), as: UTF8.self)
    try AtomicFile.write(Array(text.replacingOccurrences(of: old, with: new).utf8).span, to: path)
  }
}
