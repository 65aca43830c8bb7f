import Bytes
import Delivery
import Files
import Nightly
import SFTP
import TestSupport
import Testing

/// The contract of `RemoteStore`, asked of every store.
@Suite(.enabled(if: PrivateSSHD.program != nil, Comment(rawValue: PrivateSSHD.isMissing)))
struct StoreContractTests {
  enum Kind: CaseIterable, CustomTestStringConvertible {
    case folder, openSSH, generic

    var testDescription: String { "\(self)" }
  }

  /// A store with a folder of its own, and the files that are sent.
  final class Place {
    let store: any RemoteStore
    let local: TemporaryFolder
    private let server: PrivateSSHD?
    private var tag: UInt64 = 0

    init(_ kind: Kind) throws {
      local = try TemporaryFolder()
      if kind == .folder {
        server = nil
        try Folder.make(local.file("remote"))
        store = LocalFolderStore(folder: local.file("remote"))
      } else {
        let server = try PrivateSSHD()
        self.server = server
        var configuration = SFTPConfiguration(
          host: server.host, port: server.port, user: server.user,
          login: [.keyFile(server.files.userKey, passphrase: nil)],
          hostKeys: HostKeyPolicy(files: [server.files.knownHosts]))
        configuration.profile = kind == .openSSH ? .openSSH : .generic
        store = SFTPRemoteStore(configuration)
      }
    }

    deinit { store.close() }

    /// Does one operation; its progress must add up to `bytes`.
    @discardableResult
    func perform(_ operation: RemoteOperation, bytes: Int64? = nil) throws -> RemoteReply {
      tag += 1
      store.submit(operation, tag: tag)
      var sum: Int64 = 0
      while true {
        let events = store.wait(timeout: 20)
        if events.isEmpty { throw RemoteFailure(.stalled, message: "no answer") }
        for event in events {
          switch event {
          case .progress(let tag, let count):
            #expect(tag == self.tag)
            sum += count
          case .finished(let tag, let result):
            #expect(tag == self.tag)
            if let bytes { #expect(sum == bytes) }
            return try result.get()
          }
        }
      }
    }

    func code(_ operation: RemoteOperation) -> RemoteFailure.Code? {
      do {
        try perform(operation)
        return nil
      } catch {
        return (error as? RemoteFailure)?.code
      }
    }

    func upload(
      _ contents: [UInt8], to path: String, offset: Int64 = 0, size: Int64? = nil
    ) throws -> RemoteOperation {
      let file = try local.write(contents, to: "source")
      return .upload(
        RemoteUpload(
          localPath: file, remotePath: path, offset: offset, size: size ?? Int64(contents.count),
          opening: offset == 0 ? .truncate : .resume))
    }

    func contents(_ path: String) throws -> [UInt8]? {
      guard case .bytes(let bytes) = try perform(.read(path, offset: 0, count: 1 << 20)) else { return nil }
      return bytes
    }
  }

  @Test(arguments: Kind.allCases) func files_areSentEmptiedAndGoneOnWith(_ kind: Kind) throws {
    let place = try Place(kind)
    let long = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let reply = try place.perform(try place.upload(long, to: "file"), bytes: 700_000)
    #expect(reply == .uploaded(size: 700_000))
    #expect(try place.contents("file") == long)
    #expect(try place.perform(try place.upload([1, 2], to: "file")) == .uploaded(size: 2))
    #expect(try place.contents("file") == [1, 2])
    let whole: [UInt8] = [1, 2, 3, 4]
    #expect(try place.perform(try place.upload(whole, to: "file", offset: 2), bytes: 2) == .uploaded(size: 4))
    #expect(try place.contents("file") == whole)
    #expect(try place.perform(try place.upload([], to: "empty"), bytes: 0) == .uploaded(size: 0))
    #expect(try place.contents("empty") == [])
  }

  @Test(arguments: Kind.allCases) func localFileThatIsNotWhatWasSaid_isNamed(_ kind: Kind) throws {
    let place = try Place(kind)
    #expect(place.code(try place.upload([1, 2], to: "file", size: 3)) == .localFile)
    let missing = RemoteUpload(localPath: place.local.file("none"), remotePath: "x", size: 1)
    #expect(place.code(.upload(missing)) == .localFile)
  }

  @Test(arguments: Kind.allCases) func rename_replacesOnlyWhenTold(_ kind: Kind) throws {
    let place = try Place(kind)
    try place.perform(try place.upload([1], to: "one"))
    try place.perform(try place.upload([2], to: "two"))
    let code = place.code(.rename(from: "one", to: "two", replacing: false))
    #expect(code == .alreadyThere || code == .failure)
    #expect(try place.contents("one") == [1] && place.contents("two") == [2])
    #expect(try place.perform(.rename(from: "one", to: "three", replacing: false)) == .done)
    #expect(place.code(.rename(from: "one", to: "four", replacing: false)) == .notFound)
    #expect(place.store.capabilities.canRenameOver)
    #expect(try place.perform(.rename(from: "three", to: "two", replacing: true)) == .done)
    #expect(try place.contents("two") == [1])
  }

  @Test(arguments: Kind.allCases) func foldersAndStatus(_ kind: Kind) throws {
    let place = try Place(kind)
    #expect(place.code(.status("in")) == .notFound)
    #expect(place.code(.provideFolder("in/box")) == .notFound)
    #expect(try place.perform(.provideFolder("in")) == .folder(isNew: true))
    #expect(try place.perform(.provideFolder("in")) == .folder(isNew: false))
    try place.perform(try place.upload([1, 2, 3], to: "in/file"))
    guard case .status(let file) = try place.perform(.status("in/file")),
      case .status(let folder) = try place.perform(.status("in"))
    else {
      Issue.record("no status")
      return
    }
    #expect(!file.isFolder && file.size == 3 && folder.isFolder)
    #expect(file.modified.map { abs($0.seconds - Timestamp.now().seconds) < 100 } == true)
    #expect(place.code(.removeFolder("in")) != nil)
    #expect(place.code(.remove("in/none")) == .notFound)
    #expect(place.code(.list("nowhere")) == .notFound)
    guard case .entries(let entries) = try place.perform(.list("in")) else {
      Issue.record("no entries")
      return
    }
    #expect(entries.map(\.name) == ["file"] && entries.first?.status.size == 3)
    try place.perform(.remove("in/file"))
    #expect(try place.perform(.removeFolder("in")) == .done)
  }

  @Test(arguments: Kind.allCases) func anyName_isAName(_ kind: Kind) throws {
    let place = try Place(kind)
    let names = [
      "a\nb", "caf\u{E9}", "cafe\u{301}", "\u{65E5}\u{672C} \u{1F600}", "-rf *", String(repeating: "x", count: 255),
    ]
    for (number, name) in names.enumerated() { try place.perform(try place.upload([UInt8(number)], to: name)) }
    for (number, name) in names.enumerated() { #expect(try place.contents(name) == [UInt8(number)]) }
  }

  @Test(arguments: Kind.allCases) func pastTheEnd_thereIsNothing(_ kind: Kind) throws {
    let place = try Place(kind)
    try place.perform(try place.upload([1, 2, 3], to: "file"))
    #expect(try place.perform(.read("file", offset: 1, count: 10)) == .bytes([2, 3]))
    #expect(try place.perform(.read("file", offset: 3, count: 10)) == .bytes([]))
    #expect(place.code(.read("none", offset: 0, count: 1)) == .notFound)
  }

  @Test(arguments: Kind.allCases) func manyAtOnce_areEachAnsweredOnce(_ kind: Kind) throws {
    let place = try Place(kind)
    let file = try place.local.write([7], to: "source")
    for tag in 1...300 {
      let upload = RemoteUpload(localPath: file, remotePath: "file-\(tag)", size: 1)
      place.store.submit(tag % 3 == 0 ? .status("none") : .upload(upload), tag: UInt64(tag))
    }
    var answered: [UInt64: Int] = [:]
    while answered.count < 300 {
      let events = place.store.wait(timeout: 20)
      if events.isEmpty { break }
      for case .finished(let tag, let result) in events {
        answered[tag, default: 0] += 1
        if case .success = result { #expect(tag % 3 != 0) } else { #expect(tag % 3 == 0) }
      }
    }
    #expect(answered.count == 300 && answered.values.allSatisfy { $0 == 1 })
    #expect(place.store.wait(timeout: nil).isEmpty)
  }
}
