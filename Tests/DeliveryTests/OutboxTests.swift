import Bytes
import Delivery
import Files
import TestSupport
import Testing

@Suite struct OutboxTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func writtenOutbox_isPrivate_andSha256sumAcceptsIt() throws {
    let recording = try folder.write("not really audio", to: "dump/a.mp3")
    let outbox = folder.file("outbox")
    var writer = try OutboxWriter(folder: outbox)
    let names = ["1aaa-2021-12-19T10:47:55Z.csv", "new\nline.csv", "back\\slash.csv", "café 日本.csv", " space .csv"]
    for name in names { try writer.write(name.utf8.span, kind: "chat", name: name) }
    try writer.link(recording, kind: "voice", name: "a.mp3")
    let dropped = try writer.write("gone".utf8.span, kind: "voice", name: "dropped.csv")
    try writer.remove(dropped)
    try writer.finish()
    #expect(try FileStatus.of(outbox).mode == 0o700)
    #expect(try FileStatus.of("\(outbox)/chat").mode == 0o700)
    #expect(try FileStatus.of("\(outbox)/chat/\(names[0])").mode == 0o600)
    let checked = try runCommand("/usr/bin/sha256sum", ["--strict", "-c", Manifest.name], folder: outbox)
    #expect(checked.status == 0, "\(checked.errorText)")
    #expect(try Manifest.read(in: outbox)?.count == names.count + 1)
    #expect(try Folder.names(in: "\(outbox)/voice") == ["a.mp3"])
  }

  @Test func manifestOfSha256sum_isRead() throws {
    for name in ["a.csv", "b\\c.csv", "d\ne.csv"] { try folder.write(name, to: "out/chat/\(name)") }
    let made = try runCommand(
      "/bin/sh", ["-c", "sha256sum chat/* > \(Manifest.name)"], folder: folder.file("out"))
    #expect(made.status == 0)
    let parcels = try Outbox.parcels(in: folder.file("out"))
    #expect(parcels.map { String(decoding: $0.id, as: UTF8.self) } == ["a", "b\\c", "d\ne"])
  }

  @Test(arguments: [
    "abc  chat/a.csv", "\(zeros)  ../a.csv", "\(zeros)  /etc/passwd", "\(zeros) chat/a.csv", "\(zeros)  ", "",
    "\(zeros)  a\n\(zeros)  a", "\\\(zeros)  bad\\escape",
  ])
  func badManifest_isRefusedWithItsLine(_ text: String) throws {
    try folder.write(text + "\n", to: Manifest.name)
    do {
      _ = try Manifest.read(in: folder.path)
      Issue.record("accepted")
    } catch {
      guard case .badManifest(_, let line, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(line == (text.contains("\n") ? 2 : 1))
    }
  }

  @Test func changedAndMissingFiles_areNamed() throws {
    var writer = try OutboxWriter(folder: folder.path)
    try writer.write("one".utf8.span, kind: "chat", name: "a.csv")
    try writer.finish()
    try folder.write("two", to: "chat/a.csv")
    #expect(throws: OutboxError.changed(path: folder.file("chat/a.csv"))) { try Outbox.parcels(in: folder.path) }
    try Folder.removeFile(folder.file("chat/a.csv"))
    #expect(throws: OutboxError.missing(path: folder.file("chat/a.csv"))) { try Outbox.parcels(in: folder.path) }
  }

  @Test func pairsAreOneParcel_audioFirst_listsReplace() throws {
    for name in [
      "voice/a.csv", "voice/a.mp3", "voice/b.csv", "affiliates/affiliates.json", "properties/p.json", "top.csv",
      "chat/x.csv", "chat/x.json", ".hidden", "voice/.part", "deep/er/c.mp3", "deep/er/c.csv", "noext",
    ] { try folder.write(name, to: name) }
    let parcels = try Outbox.parcels(in: folder.path, hashing: .none)
    let shown = parcels.map { parcel in
      "\(parcel.kind)|\(String(decoding: parcel.id, as: UTF8.self))|"
        + parcel.files.map { SlashPath.name(of: $0.remotePath) }.joined(separator: "+")
    }
    #expect(
      shown == [
        "affiliates|affiliates|affiliates.json", "chat|x.csv|x.csv", "chat|x.json|x.json", "deep|er/c|c.mp3+c.csv",
        "files|noext|noext", "properties|p|p.json", "files|top|top.csv", "voice|a|a.mp3+a.csv", "voice|b|b.csv",
      ])
    #expect(parcels.first?.replaces == true)
    #expect(parcels[5].after == "affiliates")
  }

  @Test func hash_standsForNamesAndContents_notForFolders() throws {
    for name in ["one/chat/a.csv", "two/chat/a.csv", "three/chat/b.csv"] { try folder.write("same", to: name) }
    try folder.write("other", to: "four/chat/a.csv")
    let hashes = try ["one", "two", "three", "four"].map { try Outbox.parcels(in: folder.file($0))[0].hash }
    #expect(hashes[0] != nil && hashes[0] == hashes[1])
    #expect(hashes[0] != hashes[2] && hashes[0] != hashes[3])
  }

  @Test func linkedRecording_isNotACopy_onOneFileSystem() throws {
    let recording = try folder.write("audio", to: "dump/a.mp3")
    var writer = try OutboxWriter(folder: folder.file("outbox"))
    let entry = try writer.link(recording, kind: "voice", name: "a.mp3")
    // A second time over the first: no left-over name.
    try writer.link(recording, kind: "voice", name: "a.mp3")
    #expect(entry.sha256 == SHA256.hash("audio".utf8.span))
    #expect(try Folder.names(in: folder.file("outbox/voice")) == ["a.mp3"])
    #expect(throws: SystemError.self) { try writer.link(folder.file("none.mp3"), kind: "voice", name: "b.mp3") }
    #expect(throws: SystemError.self) { try writer.write("x".utf8.span, kind: "voice", name: "../../x") }
  }

  @Test func emptyManifest_isANightWithNothingToSend() throws {
    try OutboxWriter(folder: folder.path).finish()
    #expect(try Outbox.parcels(in: folder.path).isEmpty)
  }

  @Test func emptyFolder_isSaid() throws {
    #expect(throws: OutboxError.empty(path: folder.path)) { try Outbox.parcels(in: folder.path) }
  }
}

private let zeros = String(repeating: "0", count: 64)
