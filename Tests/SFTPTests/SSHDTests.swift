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
}
