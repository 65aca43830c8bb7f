import Bytes
import Files
import Foundation
import Nightly
import SFTP
import Sedric
import TestSupport
import Testing

/// Downloads that are cut off, and gone on with.
@Suite struct ResumeTests {
  private let local: TemporaryFolder
  private var target: String { local.file("target") }

  init() throws {
    local = try TemporaryFolder()
  }

  private func fetch(
    _ server: DeliveryServer.Running, cutAfter bytes: Int? = nil, forGood: Bool = false,
    _ options: DownloadOptions = DownloadOptions()
  ) throws -> DownloadOutcome {
    var configuration = server.configuration
    if let bytes {
      let budget = CuttingTransport.Budget(bytes, isForGood: forGood)
      configuration.wrapTransport = { CuttingTransport($0, budget) }
    }
    var options = options
    options.firstPause = 0.001
    let client = try SFTPClient.connect(configuration)
    defer { client.close() }
    let items = try RemoteTree(client).items(at: ".", recursive: true)
    return try RemoteDownload.run(client, items, to: target, options: options)
  }

  private func serve(_ kind: DeliveryServer, _ files: [String: [UInt8]]) throws -> DeliveryServer.Running {
    let server = try kind.start()
    for (name, bytes) in files {
      try AtomicFile.write(bytes.span, to: "\(server.area)/\(name)")
      // Old enough for a change to have another time.
      try Folder.setModified("\(server.area)/\(name)", to: Timestamp(seconds: 1_700_000_000))
    }
    return server
  }

  private func text(_ name: String) throws -> [UInt8] { try local.read("target/\(name)") }

  private let large = LyingServer.pattern(24 << 20)

  @Test(arguments: DeliveryServer.available.filter { $0 != .awsETM })
  func aLostConnection_isMadeAnew_andTheFileGoneOnWith(_ kind: DeliveryServer) throws {
    let server = try serve(kind, ["large.mp3": large, "small.csv": [1, 2, 3]])
    let outcome = try fetch(server, cutAfter: 20 << 20)
    #expect(outcome.failures.isEmpty && outcome.files == 2)
    #expect(try text("large.mp3") == large && text("small.csv") == [1, 2, 3])
    // Where answers come in any order, the last 16 MiB are fetched again.
    if kind == .sshd { #expect(outcome.resumed == 1 && outcome.bytes < 20 << 20, "\(outcome)") }
    #expect(try Folder.names(in: target) == ["large.mp3", "small.csv"])
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func aLostServer_leavesWhatCame_forTheNextCall() throws {
    let server = try serve(.sshd, ["large.mp3": large])
    let cut = try fetch(server, cutAfter: 10 << 20, forGood: true)
    #expect(cut.files == 0 && cut.failures.contains { $0.code == .connectionLost })
    #expect(try Folder.names(in: target) == [".nightferry-get"])
    let rest = try fetch(server)
    #expect(rest.files == 1 && rest.resumed == 1 && rest.bytes < 20 << 20, "\(rest)")
    #expect(try text("large.mp3") == large)
    #expect(try Folder.names(in: target) == ["large.mp3"])
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func whatIsNoLongerTheServers_isNotGoneOnWith() throws {
    var other = large
    for index in 0..<other.count { other[index] ^= 0xFF }
    for keepsTime in [true, false] {
      let server = try serve(.sshd, ["large.mp3": large])
      _ = try fetch(server, cutAfter: 10 << 20, forGood: true)
      try AtomicFile.write(other.span, to: "\(server.area)/large.mp3")
      let time: Int64 = keepsTime ? 1_700_000_000 : 1_700_000_001
      try Folder.setModified("\(server.area)/large.mp3", to: Timestamp(seconds: time))
      let outcome = try fetch(server)
      #expect(outcome.files == 1 && outcome.resumed == 0)
      #expect(try text("large.mp3") == other)
      try Folder.removeTree(target)
    }
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func whatIsHere_staysUnlessForced() throws {
    let server = try serve(.sshd, ["same.csv": [1], "other.csv": [2], "new.csv": [3]])
    _ = try fetch(server)
    try local.write("mine", to: "target/other.csv")
    try Folder.removeFile("\(target)/new.csv")
    let outcome = try fetch(server)
    #expect(outcome.files == 1 && outcome.present == 1)
    #expect(outcome.failures.map(\.code) == [.alreadyThere])
    #expect(try text("other.csv") == Array("mine".utf8))
    var options = DownloadOptions()
    options.replaces = true
    let forced = try fetch(server, options)
    #expect(forced.files == 1 && forced.present == 2 && forced.failures.isEmpty)
    #expect(try text("other.csv") == [2])
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func filters_leaveOut_byNameKindAndTime() throws {
    let server = try serve(.sshd, ["chat-1.csv": [1], "email-2.csv": [2], "voice-3.mp3": [3], "note.txt": [4]])
    try Folder.setModified("\(server.area)/email-2.csv", to: Timestamp(seconds: 1_800_000_000))
    for (expected, change) in FileSelection.cases {
      var options = DownloadOptions()
      change(&options.selection)
      let outcome = try fetch(server, options)
      #expect(outcome.unselected == 4 - expected.count)
      #expect(try Folder.names(in: target) == expected)
      try Folder.removeTree(target)
    }
  }

  @Test(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
  func twoDownloadsIntoOnePlace_areNotDoneAtOnce() throws {
    let server = try serve(.sshd, ["a.csv": [1]])
    try Folder.make("\(target)/.nightferry-get")
    let lock = try FileDescriptor.open("\(target)/.nightferry-get/lock", .update(mode: 0o600))
    #expect(try lock.tryLock())
    #expect(throws: DownloadError.self) { try fetch(server) }
    lock.unlock()
  }
}

extension FileSelection {
  /// Which of the four files are left by a selection.
  fileprivate static var cases: [(expected: [String], change: (inout FileSelection) -> Void)] {
    [
      (["chat-1.csv", "email-2.csv"], { $0.includes = [GlobPattern("*.csv")].compactMap(\.self) }),
      (["chat-1.csv"], { $0.excludes = ["*.{mp3,txt}", "email*"].compactMap { GlobPattern($0) } }),
      (["email-2.csv", "note.txt"], { $0.kind = .email }),
      (["email-2.csv"], { $0.since = Timestamp(seconds: 1_800_000_000) }),
      (["chat-1.csv", "note.txt", "voice-3.mp3"], { $0.until = Timestamp(seconds: 1_800_000_000) }),
    ]
  }
}
