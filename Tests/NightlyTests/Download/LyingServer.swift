import Files
import Foundation
import Nightly
import SFTP
import TestSupport

/// `Tests/Servers/lying_sftp.py` behind a real sshd, with some files, and a folder to fetch them into.
final class LyingServer {
  static var isInstalled: Bool { PrivateSSHD.program != nil && python != nil }

  /// A Python that the server's user can run too: the system's rather than one in somebody's home.
  private static var python: String? {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") ? "/usr/bin/python3" : findProgram("python3")
  }

  let folder: TemporaryFolder
  let configuration: SFTPConfiguration
  private let server: PrivateSSHD

  /// The served folder, which a test may change meanwhile.
  var area: String { folder.file("area") }
  /// Where files are fetched to.
  var target: String { folder.file("target") }

  init(_ lie: String, files: [String: [UInt8]] = LyingServer.files) throws {
    folder = try TemporaryFolder()
    unsafe chmod(folder.path, 0o755)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../Servers/lying_sftp.py")
    // The server's user may not be allowed into the checkout.
    let copy = try folder.write(Array(try Data(contentsOf: script)), to: "lying_sftp.py")
    unsafe chmod(copy, 0o644)
    for (name, bytes) in files {
      let path = try folder.write(bytes, to: "area/\(name)")
      unsafe chmod(path, 0o644)
    }
    let python = Self.python ?? "python3"
    server = try PrivateSSHD(lines: ["Subsystem sftp \(python) \(copy) \(folder.path)/area \(lie)"])
    configuration = SFTPConfiguration(
      host: server.host, port: server.port, user: server.user,
      login: [.keyFile(server.files.userKey, passphrase: nil)],
      hostKeys: HostKeyPolicy(files: [server.files.knownHosts]))
  }

  /// Some files of sizes around those of a READ.
  static let files: [String: [UInt8]] = [
    "chat/a.csv": pattern(100), "chat/b.csv": [], "voice/c.mp3": pattern(300_000), "d.json": pattern(32_768),
  ]

  /// Bytes that differ from place to place.
  static func pattern(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
  }

  /// Fetches all of it.
  func fetch(_ options: DownloadOptions = DownloadOptions()) throws -> DownloadOutcome {
    var options = options
    options.firstPause = 0.01
    let client = try SFTPClient.connect(configuration)
    defer { client.close() }
    let items = try RemoteTree(client).items(at: "/", recursive: true)
    return try RemoteDownload.run(client, items, to: target, options: options)
  }

  /// The names below the target, hidden ones too.
  func arrived() throws -> [String] {
    guard (try? FileStatus.of(target)) != nil else { return [] }
    return try runCommand("/usr/bin/find", [target, "-type", "f", "-printf", "%P\n"]).text
      .split(separator: "\n").map(String.init).sorted()
  }
}
