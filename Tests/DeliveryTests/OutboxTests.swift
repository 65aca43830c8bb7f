import Bytes
import Delivery
import Files
import Glibc
import TestSupport
import Testing

@Suite struct OutboxTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Writes files and the manifest that names them.
  private func list(_ files: [(path: String, contents: String)], in outbox: String) throws {
    for file in files { try folder.write(file.contents, to: "\(outbox)/\(file.path)") }
    let entries = files.map { ManifestEntry(path: $0.path, sha256: SHA256.hash($0.contents.utf8.span)) }
    try Manifest.write(entries, in: folder.file(outbox))
  }

  @Test func writtenManifest_isPrivate_andSha256sumAcceptsIt() throws {
    let names = ["1aaa-2021-12-19T10:47:55Z.csv", "new\nline.csv", "back\\slash.csv", "café 日本.csv", " space .csv"]
    try list(names.map { (path: "chat/\($0)", contents: $0) }, in: "outbox")
    let outbox = folder.file("outbox")
    #expect(try FileStatus.of("\(outbox)/\(Manifest.name)").mode == 0o600)
    let checked = try runCommand("/usr/bin/sha256sum", ["--strict", "-c", Manifest.name], folder: outbox)
    #expect(checked.status == 0, "\(checked.errorText)")
    #expect(try Manifest.read(in: outbox)?.count == names.count)
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
    try list([(path: "chat/a.csv", contents: "one")], in: "outbox")
    let file = try folder.write("two", to: "outbox/chat/a.csv")
    let outbox = folder.file("outbox")
    #expect(throws: OutboxError.changed(path: file)) { try Outbox.parcels(in: outbox) }
    try Folder.removeFile(file)
    #expect(throws: OutboxError.missing(path: file)) { try Outbox.parcels(in: outbox) }
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

  @Test func namesBetweenThoseOfAPair_leaveItOne_aThirdOfItsStemDoesNot() throws {
    for name in ["v/a.csv", "v/a.d.csv", "v/a.mp3", "v/b.csv", "v/b.d.mp3", "v/b.mp3", "v/b.txt"] {
      try folder.write(name, to: name)
    }
    let parcels = try Outbox.parcels(in: folder.path, hashing: .none)
    #expect(
      parcels.map { $0.files.map { SlashPath.name(of: $0.remotePath) }.joined(separator: "+") }
        == ["a.mp3+a.csv", "a.d.csv", "b.csv", "b.d.mp3", "b.mp3", "b.txt"])
    #expect(parcels.map { String(decoding: $0.id, as: UTF8.self) } == ["a", "a.d", "b.csv", "b.d", "b.mp3", "b.txt"])
  }

  @Test func manyFiles_eachGetsItsOwnHash_andTheFirstThatChangedIsNamed() throws {
    let files = (1000..<1300).flatMap {
      [(path: "voice/\($0).csv", contents: "\($0)"), ("voice/\($0).mp3", "\($0 * 7)")]
    }
    try list(files, in: "outbox")
    let parcels = try Outbox.parcels(in: folder.file("outbox"))
    #expect(parcels.count == 300)
    for (parcel, number) in zip(parcels, 1000...) {
      #expect(
        parcel.files.map(\.sha256) == [SHA256.hash("\(number * 7)".utf8.span), SHA256.hash("\(number)".utf8.span)])
    }
    let changed = try [1280, 1150, 1210].map { try folder.write("other", to: "outbox/voice/\($0).mp3") }
    #expect(throws: OutboxError.changed(path: changed[1])) { try Outbox.parcels(in: folder.file("outbox")) }
  }

  @Test func hash_standsForNamesAndContents_notForFolders() throws {
    for name in ["one/chat/a.csv", "two/chat/a.csv", "three/chat/b.csv"] { try folder.write("same", to: name) }
    try folder.write("other", to: "four/chat/a.csv")
    let hashes = try ["one", "two", "three", "four"].map { try Outbox.parcels(in: folder.file($0))[0].hash }
    #expect(hashes[0] != nil && hashes[0] == hashes[1])
    #expect(hashes[0] != hashes[2] && hashes[0] != hashes[3])
  }

  @Test func emptyManifest_isANightWithNothingToSend() throws {
    try Manifest.write([], in: folder.path)
    #expect(try Outbox.parcels(in: folder.path).isEmpty)
  }

  @Test(arguments: [
    ("voice/a.csv", "../../secret", true), ("voice/a.csv", "/dev/null/..", false), ("voice/a.csv", "nowhere", false),
    ("voice/a.csv", "a.csv", false), ("voice/a.csv", "b", nil), ("voice/a.csv", "../voice/../voice/b", nil),
    ("voice/a.csv", "/proc/self/status", true),
  ])
  func linkToAFile_isFollowedWithinTheFolderOnly(_ name: String, _ target: String, _ leadsOut: Bool?) throws {
    try folder.write("secret", to: "secret")
    try folder.write("b", to: "out/voice/b")
    let path = folder.file("out/\(name)")
    unsafe symlink(target, path)
    let outbox = folder.file("out")
    let refusal: OutboxError? = leadsOut.map { $0 ? .leadsOut(path: path) : .leadsNowhere(path: path) }
    do throws(OutboxError) {
      let parcels = try Outbox.parcels(in: outbox)
      #expect(refusal == nil && parcels.flatMap(\.files).map(\.size) == [1, 1])
    } catch {
      #expect(error == refusal)
    }
  }

  @Test func manifest_namesNothingElsewhere_throughLinksNeither() throws {
    try folder.write("a", to: "secret/a.csv")
    try list([(path: "chat/b.csv", contents: "b")], in: "out")
    let outbox = folder.file("out")
    let entry = ManifestEntry(path: "chat/a.csv", sha256: SHA256.hash("a".utf8.span))
    unsafe symlink("b.csv", "\(outbox)/chat/inside.csv")
    try Manifest.write([ManifestEntry(path: "chat/inside.csv", sha256: SHA256.hash("b".utf8.span))], in: outbox)
    #expect(try Outbox.parcels(in: outbox).count == 1)
    unsafe symlink("../../secret/a.csv", "\(outbox)/chat/a.csv")
    try Manifest.write([entry], in: outbox)
    #expect(throws: OutboxError.leadsOut(path: "\(outbox)/chat/a.csv")) { try Outbox.parcels(in: outbox) }
    unsafe symlink("../secret", "\(outbox)/voice")
    try Manifest.write([ManifestEntry(path: "voice/a.csv", sha256: entry.sha256)], in: outbox)
    #expect(throws: OutboxError.leadsOut(path: "\(outbox)/voice")) { try Outbox.parcels(in: outbox) }
    // Where nobody sends them they are only named.
    try Manifest.write([ManifestEntry(path: "chat/b.csv", sha256: SHA256.hash("b".utf8.span))], in: outbox)
    #expect(try Outbox.parcels(in: outbox).count == 1)
    #expect(try Set(Outbox.unlisted(in: outbox)) == ["chat/inside.csv", "chat/a.csv", "voice"])
  }

  @Test func whatIsNeitherFileNorFolder_isTold_andLeftOut() throws {
    try folder.write("a", to: "out/chat/a.csv")
    let outbox = folder.file("out")
    unsafe symlink(".", "\(outbox)/again")
    unsafe symlink("/", "\(outbox)/chat/root")
    unsafe mkfifo("\(outbox)/chat/pipe.csv", 0o600)
    var leftOut: [String] = []
    let parcels = try Outbox.parcels(in: outbox) { leftOut.append($0) }
    #expect(parcels.count == 1)
    #expect(leftOut == ["again", "chat/pipe.csv", "chat/root"])
  }

  @Test func folderThatIsItselfALink_isDelivered() throws {
    try folder.write("a", to: "there/chat/a.csv")
    unsafe symlink("a.csv", folder.file("there/chat/b.csv"))
    unsafe symlink("there", folder.file("here"))
    #expect(try Outbox.parcels(in: folder.file("here")).count == 2)
  }

  @Test func emptyFolder_isSaid() throws {
    #expect(throws: OutboxError.empty(path: folder.path)) { try Outbox.parcels(in: folder.path) }
  }
}

private let zeros = String(repeating: "0", count: 64)
