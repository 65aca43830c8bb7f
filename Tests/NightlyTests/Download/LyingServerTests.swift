import Files
import Foundation
import Nightly
import SFTP
import TestSupport
import Testing

/// Servers that lie or change: refused or handled, said, and nothing wrong left behind.
@Suite(.enabled(if: LyingServer.isInstalled, "openssh-server or python3 is not installed"))
struct LyingServerTests {
  @Test(arguments: ["none", "short", "changing-once"])
  func whatCanBeHandled_arrivesWhole(_ lie: String) throws {
    let server = try LyingServer(lie)
    let outcome = try server.fetch()
    #expect(outcome.failures.isEmpty, "\(outcome.failures)")
    #expect(try server.arrived() == LyingServer.files.keys.sorted())
    for (name, bytes) in LyingServer.files { #expect(try server.folder.read("target/\(name)") == bytes, "\(name)") }
    if lie == "changing-once" { return }
    let again = try server.fetch()
    #expect(again.files == 0 && again.present == LyingServer.files.count && again.failures.isEmpty)
  }

  @Test func truncatedFiles_areRefused_andNothingOfThemStands() throws {
    let server = try LyingServer("truncated")
    let outcome = try server.fetch()
    #expect(outcome.files == 1 && outcome.failureCount == 3)
    #expect(outcome.failures.allSatisfy { $0.code == .changed && $0.message.contains("ended after") })
    #expect(try server.arrived().filter { !$0.hasPrefix(".") } == ["chat/b.csv"])
  }

  @Test func filesThatChangeForEver_areRefused() throws {
    let server = try LyingServer("changing")
    let outcome = try server.fetch()
    #expect(outcome.files == 0 && outcome.failureCount == 4)
    #expect(outcome.failures.allSatisfy { $0.code == .changed }, "\(outcome.failures)")
    #expect(try server.arrived().filter { !$0.hasPrefix(".") } == [])
  }

  @Test(arguments: ["name:../x", "name:/etc/x", "name:a%00b", "name:..", "name:a/b", "twice", "cut", "deep"])
  func listingsThatCannotBe_areRefusedWhole(_ lie: String) throws {
    let server = try LyingServer(lie)
    // `..` is in every listing, and means nothing.
    if lie == "name:.." {
      #expect(try server.fetch().files == LyingServer.files.count)
      return
    }
    let error = #expect(throws: SFTPError.self) { try server.fetch() }
    #expect(error?.code == (lie == "cut" ? .failure : .protocolViolation), "\(String(describing: error))")
    #expect(try server.arrived() == [])
    #expect(!FileManager.default.fileExists(atPath: server.folder.file("x")))
  }

  @Test func aListingThatEndsTooEarly_isToldByTheManifest() throws {
    var files: [String: [UInt8]] = ["a.csv": [1], "b.csv": [2]]
    files["manifest-sha256.txt"] = Array(
      """
      4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a  a.csv
      dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986  b.csv

      """.utf8)
    let server = try LyingServer("lost", files: files)
    let outcome = try server.fetch()
    #expect(outcome.failures.map(\.code) == [.notFound])
    #expect(outcome.failures.first?.message.contains("b.csv") == true)
    #expect(outcome.verified == 1)
    let whole = try LyingServer("none", files: files).fetch()
    #expect(whole.failures.isEmpty && whole.verified == 2 && whole.files == 3)
  }

  @Test func aWrongSum_isRefused() throws {
    let zeros = String(repeating: "0", count: 64)
    let server = try LyingServer(
      "none", files: ["a.csv": [1], "manifest-sha256.txt": Array("\(zeros)  a.csv\n".utf8)])
    let outcome = try server.fetch()
    #expect(outcome.failures.map(\.code) == [.changed])
    #expect(try server.arrived().filter { !$0.hasPrefix(".") } == ["manifest-sha256.txt"])
  }

  @Test func namesThatDifferInCaseOnly_collideOnADiskThatFoldsCase() throws {
    let server = try LyingServer("none", files: ["A.csv": [1], "a.csv": [2], "É.csv": [3], "e\u{301}.csv": [4]])
    var options = DownloadOptions()
    options.foldsCase = true
    let outcome = try server.fetch(options)
    #expect(outcome.files == 2 && outcome.failureCount == 2)
    #expect(outcome.failures.allSatisfy { $0.message.contains("this disk takes the name for that of") })
    options.foldsCase = false
    let rest = try server.fetch(options)
    #expect(rest.files == 2 && rest.present == 2 && rest.failures.isEmpty)
  }

  @Test func manyNames_areListed() throws {
    let server = try LyingServer("many:30000", files: [:])
    try Folder.make(server.area)
    let client = try SFTPClient.connect(server.configuration)
    defer { client.close() }
    let items = try RemoteTree(client).items(at: "/", recursive: true)
    try #require(items.count == 30_001)
    #expect(items[30_000].place == "conversation-000029999.csv")
  }
}
