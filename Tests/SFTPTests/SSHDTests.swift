import Bytes
import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// The client against a real OpenSSH server.
@Suite(.enabled(if: PrivateSSHD.program != nil, "openssh-server is not installed"))
struct SSHDTests {
  @Test func uploadAndList_roundTrip() throws {
    let server = try PrivateSSHD()
    let client = try SFTPClient.connect(server.configuration())
    defer { client.close() }
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let result = try client.upload(Upload(bytes: bytes, to: "big.bin"))
    #expect(result.remoteSize == 1_000_000)
    let arrived = try FileDescriptor.contents(of: "\(server.area)/big.bin")
    #expect(arrived == bytes)
    let entries = try client.list(".")
    #expect(entries.map(\.name) == ["big.bin"])
    let middle = try client.readRange("big.bin", offset: 999_990, count: 100)
    #expect(middle == Array(bytes[999_990...]))
  }

  /// A server that does not say what an open file is still says what stands at a path.
  @Test func withoutFSTAT_thePathIsAsked() throws {
    let server = try PrivateSSHD(lines: ["Subsystem sftp internal-sftp -P fstat"])
    let client = try SFTPClient.connect(server.configuration())
    defer { client.close() }
    let path = RemotePath("\(server.area)/a.bin")
    let result = try client.upload(Upload(bytes: Array("contents".utf8), to: path))
    #expect(result.remoteSize == 8)
    let folder = try TemporaryFolder()
    var download = Download(path, to: folder.file("a.bin"))
    download.version = FileVersion(try client.status(path))
    #expect(try client.download(download) == 8)
    download.version?.size = 7
    do {
      _ = try client.download(download)
      Issue.record("a file of another size was taken")
    } catch {
      #expect(error.code == .changed)
    }
  }
}
