import Bytes
import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// Real servers that hash their own files, and some that do not.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct ServerHashTests {
  private func client(_ server: PrivateSSHD, _ transport: TransportChoice = .libssh) throws -> SFTPClient {
    var configuration = server.configuration()
    configuration.transport = transport
    configuration.stallTimeout = 5
    return try SFTPClient.connect(configuration)
  }

  @Test(arguments: TransportChoice.carriers) func manyFiles_alsoWithLineBreaks(_ transport: TransportChoice) throws {
    let server = try PrivateSSHD()
    let client = try client(server, transport)
    defer { client.close() }
    let names = (0..<150).map { "f\($0)" } + ["line\nbreak", "-x", "it's", "é"]
    for name in names { try client.upload(Upload(bytes: Array("\(name)!".utf8), to: RemotePath(name))) }
    client.submit(names.enumerated().map { (.hash(RemotePath($1), size: 4), UInt64($0)) })
    var open = names.count
    while open > 0 {
      let events = client.wait(timeout: 30)
      try #require(!events.isEmpty, "nothing happened for 30 seconds")
      for case .finished(let tag, let outcome) in events {
        guard case .digest(let digest) = try outcome.get() else { throw SFTPError(.failure, "no digest") }
        #expect(digest == SHA256.hash(Array("\(names[Int(tag)])!".utf8).span))
        open -= 1
      }
    }
    let missing = #expect(throws: SFTPError.self) { try client.hash("nothing", size: 1) }
    #expect(missing?.code == .unsupported)
  }

  /// Where SFTP begins and where a shell begins are two things.
  @Test func relativePaths_beginWhereSFTPDoes() throws {
    let folder = try TemporaryFolder()
    try Folder.make(folder.file("elsewhere"))
    for path in [folder.path, folder.file("elsewhere")] { unsafe chmod(path, 0o777) }
    let server = try PrivateSSHD(lines: ["Subsystem sftp internal-sftp -d \(folder.file("elsewhere"))"])
    let client = try client(server)
    defer { client.close() }
    try client.upload(Upload(bytes: [1, 2, 3], to: "f"))
    #expect(try client.hash("f", size: 3) == SHA256.hash([1, 2, 3].span))
  }

  @Test(arguments: TransportChoice.carriers)
  func userWithoutShell_isUnsupported_andSFTPGoesOn(_ transport: TransportChoice) throws {
    let server = try PrivateSSHD(lines: ["ForceCommand internal-sftp"])
    let client = try client(server, transport)
    defer { client.close() }
    try client.upload(Upload(bytes: [1], to: "f"))
    // The second time it is known without asking.
    for _ in 0..<2 {
      let error = #expect(throws: SFTPError.self) { try client.hash("f", size: 1) }
      #expect(error?.code == .unsupported)
      #expect(error?.message.contains("the server gives this user no shell") == true, "\(error?.message ?? "")")
    }
    #expect(try client.status("f").size == 1)
  }

  @Test(.enabled(if: AWSStandIn.isInstalled, "asyncssh is not installed"), arguments: TransportChoice.carriers)
  func serverWithoutChannelsForCommands_isUnsupported(_ transport: TransportChoice) throws {
    let server = try AWSStandIn()
    var configuration = server.configuration()
    configuration.transport = transport
    let client = try SFTPClient.connect(configuration)
    defer { client.close() }
    try client.upload(Upload(bytes: [1], to: "f"))
    let error = #expect(throws: SFTPError.self) { try client.hash("f", size: 1) }
    #expect(error?.code == .unsupported)
  }
}
