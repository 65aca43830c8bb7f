import Bytes
import Files
import Foundation
import SFTP
import TestSupport
import Testing

/// What every server has to do with every transport. The servers keep their files on this machine, so that what arrived is
/// looked at there.
@Suite(.serialized)
struct ConformanceTests {
  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func uploads_ofAllSizesArriveWhole(kind: ServerKind, transport: TransportChoice) throws {
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    let sizes = [0, 1, 32_767, 32_768, 32_769, 255 * 1024, 255 * 1024 + 1, 3_000_003]
    for (tag, size) in sizes.enumerated() {
      client.submit(.upload(Upload(bytes: sample(size, tag), to: "file \(size)")), tag: UInt64(tag))
    }
    try collect(client, sizes.count)
    for (tag, size) in sizes.enumerated() {
      #expect(try server.contents("file \(size)") == sample(size, tag))
    }
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func manySmallFiles_atOnceAndDownAgain(kind: ServerKind, transport: TransportChoice) throws {
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    let count = 120
    try client.makeFolder("many")
    client.submit((0..<count).map { (.upload(Upload(bytes: sample(2_000 + $0, $0), to: "many/f\($0)")), UInt64($0)) })
    try collect(client, count)
    #expect(try client.list("many").count == count)
    let folder = try TemporaryFolder()
    client.submit((0..<count).map { (.download(Download("many/f\($0)", to: folder.file("f\($0)"))), UInt64($0)) })
    try collect(client, count)
    for index in 0..<count {
      #expect(try folder.read("f\(index)") == sample(2_000 + index, index))
      #expect(try server.contents("many/f\(index)") == sample(2_000 + index, index))
    }
  }

  /// Servers give names by the hundred or so: these take several answers, whose number comes out even for some.
  @Test(arguments: ServerKind.available, [0, 98, 100, 330])
  func folderOfAnySize_isListedWhole(kind: ServerKind, count: Int) throws {
    let (server, client) = try kind.connect(.libssh2)
    defer { end(server, client) }
    try client.makeFolder("box")
    client.submit((0..<count).map { (.upload(Upload(bytes: [], to: "box/f\($0)")), UInt64($0)) })
    try collect(client, count)
    #expect(Set(try client.list("box").map(\.name)) == Set((0..<count).map { RemotePath("f\($0)") }))
    #expect(throws: SFTPError.self) { try client.list("box/none") }
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func names_withSpacesLineBreaksAndScripts(kind: ServerKind, transport: TransportChoice) throws {
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    let names = [
      "a b", "line\nbreak", "日本語", "عربي", "call:2021-12-19T10:47:55Z", "-rf", "ümläut", "emoji 🦊", "quote'\"",
    ]
    for name in names { try client.upload(Upload(bytes: Array(name.utf8), to: RemotePath(name))) }
    let listed = try client.list(".").map(\.name)
    #expect(Set(listed) == Set(names.map { RemotePath($0) }))
    for name in names { #expect(try server.contents(name) == Array(name.utf8)) }
    for name in names { try client.remove(RemotePath(name)) }
    #expect(try client.list(".").isEmpty)
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func missingThings_areNotFound(kind: ServerKind, transport: TransportChoice) throws {
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    let operations: [SFTPOperation] = [
      .status("nothing"), .remove("nothing"), .list("nothing"), .readRange("nothing", offset: 0, count: 10),
      .upload(Upload(bytes: [1], to: "no-folder/x")), .removeFolder("nothing"),
    ]
    for operation in operations {
      let error = #expect(throws: SFTPError.self) { try client.perform(operation) }
      #expect(error?.code == .notFound, "\(operation): \(error?.message ?? "")")
      #expect(error?.isTransient == false)
    }
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func folders_madeDeepListedAndRemoved(kind: ServerKind, transport: TransportChoice) throws {
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    try client.makeFolder("one/two/three")
    try client.makeFolder("one/two/three")
    try client.upload(Upload(bytes: [7], to: "one/two/file"))
    let entries = try client.list("one/two")
    #expect(entries.map(\.name) == ["file", "three"])
    #expect(entries.map(\.attributes.kind) == [.file, .folder])
    #expect(throws: SFTPError.self) { try client.removeFolder("one/two") }
    try client.removeFolder("one/two/three")
    #expect(throws: SFTPError.self) { try client.makeFolder("one/two/file/below") }
    #expect(throws: SFTPError.self) { try client.list("one/two/file") }
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func provideFolder_makesOnlyWhatIsMissing(kind: ServerKind, transport: TransportChoice) throws {
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    func provide(_ path: RemotePath) throws(SFTPError) -> Bool? {
      if case .folder(let isNew) = try client.perform(.provideFolder(path)) { isNew } else { nil }
    }
    #expect(#expect(throws: SFTPError.self) { try provide("above/below") }?.code == .notFound)
    #expect(try provide("above") == true)
    #expect(try provide("above") == false)
    #expect(try provide("above/below") == true)
    try client.upload(Upload(bytes: [7], to: "above/file"))
    let error = #expect(throws: SFTPError.self) { try provide("above/file") }
    #expect(error?.code == .alreadyThere && error?.path == "above/file")
    #expect(try client.list("above").map(\.name).sorted { $0.description < $1.description } == ["below", "file"])
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func readRange_withinAcrossAndBehindTheEnd(kind: ServerKind, transport: TransportChoice) throws {
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    let bytes = sample(600_000, 9)
    try client.upload(Upload(bytes: bytes, to: "f"))
    #expect(try client.readRange("f", offset: 0, count: 10) == Array(bytes[..<10]))
    #expect(try client.readRange("f", offset: 300_000, count: 299_990) == Array(bytes[300_000..<599_990]))
    #expect(try client.readRange("f", offset: 599_999, count: 500) == [bytes[599_999]])
    #expect(try client.readRange("f", offset: 600_000, count: 500) == [])
    #expect(try client.readRange("f", offset: 1 << 40, count: 500) == [])
    #expect(try client.readRange("f", offset: 5, count: 0) == [])
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func createNew_neverTouchesWhatIsThere(kind: ServerKind, transport: TransportChoice) throws {
    guard kind != .aws else { return }
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    try client.upload(Upload(bytes: [1, 2, 3], to: "f", mode: .createNew))
    #expect(throws: SFTPError.self) { try client.upload(Upload(bytes: [9], to: "f", mode: .createNew)) }
    #expect(try server.contents("f") == [1, 2, 3])
    try client.upload(Upload(bytes: [9], to: "f", mode: .truncate))
    #expect(try server.contents("f") == [9])
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func resume_goesOnAtTheByte(kind: ServerKind, transport: TransportChoice) throws {
    guard kind != .aws else { return }
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    let bytes = sample(700_000, 3)
    try client.upload(Upload(bytes: Array(bytes[..<400_001]), to: "f"))
    var rest = Upload(bytes: bytes, to: "f", mode: .resume)
    rest.start = 400_001
    let result = try client.upload(rest)
    #expect(result.sentBytes == 299_999)
    #expect(try server.contents("f") == bytes)
    rest.remotePath = "not-there"
    #expect(throws: SFTPError.self) { try client.upload(rest) }
  }

  @Test(arguments: ServerKind.available, TransportChoice.carriers)
  func rename_plainAndOver(kind: ServerKind, transport: TransportChoice) throws {
    guard kind != .aws else { return }
    let (server, client) = try kind.connect(transport)
    defer { end(server, client) }
    try client.upload(Upload(bytes: [1], to: "a"))
    try client.upload(Upload(bytes: [2], to: "b"))
    try client.rename("a", to: "c")
    #expect(try server.contents("c") == [1])
    if client.server?.extensions.posixRename == true {
      try client.rename("c", to: "b", over: true)
      #expect(try server.contents("b") == [1])
    } else {
      let error = #expect(throws: SFTPError.self) { try client.rename("c", to: "b", over: true) }
      #expect(error?.code == .unsupported)
    }
  }

  /// Keeps the server until the client is done with it.
  private func end(_ server: any TestServer, _ client: SFTPClient) {
    client.close()
    withExtendedLifetime(server) {}
  }

  /// Bytes without a period that would hide a misplaced block, others for each seed.
  private func sample(_ count: Int, _ seed: Int) -> [UInt8] { Array(Self.noise[seed..<seed + count]) }

  private static let noise: [UInt8] = {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return unsafe [UInt8](unsafeUninitializedCapacity: 3_100_000) { room, count in
      for index in 0..<room.count {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        unsafe room[index] = UInt8(truncatingIfNeeded: state >> 56)
      }
      count = room.count
    }
  }()

  /// Waits for `count` ends, all of them successes.
  private func collect(_ client: SFTPClient, _ count: Int) throws {
    var open = count
    while open > 0 {
      let events = client.wait(timeout: 30)
      try #require(!events.isEmpty, "nothing happened for 30 seconds")
      for event in events {
        guard case .finished(_, let outcome) = event else { continue }
        _ = try outcome.get()
        open -= 1
      }
    }
  }
}
