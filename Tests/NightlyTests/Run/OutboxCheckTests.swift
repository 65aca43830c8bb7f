import Bytes
import Delivery
import Files
import Foundation
import Schema
import Sedric
import TestSupport
import Testing

@testable import Nightly

/// What a run's check of its outbox vouches for.
@Suite struct OutboxCheckTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let configuration = try Configuration(
      path: "\(root)/examples/nightferry.json5", environment: ["NF_WORK": folder.path, "HOME": "/nonexistent"])
    _ = try Exporter(configuration).run()
  }

  private var outbox: String { folder.file("outbox") }

  private func chat() throws -> (name: String, text: [UInt8]) {
    let name = try #require(try Folder.names(in: "\(outbox)/chat").first)
    return ("outbox/chat/\(name)", try folder.read("outbox/chat/\(name)"))
  }

  @Test func outboxAsItsManifestSays_isVouchedFor_andNotHashedAgain() throws {
    let check = OutboxCheck(outbox)
    let parcels = try #require(check.parcels)
    #expect(check.withheld.isEmpty)
    let listed = try Outbox.parcels(in: outbox)
    #expect(parcels.map(\.id) == listed.map(\.id))
    #expect(parcels.flatMap(\.files).map(\.sha256) == listed.flatMap(\.files).map(\.sha256))
    #expect(parcels.flatMap(\.files).map(\.modified) == listed.flatMap(\.files).map(\.modified))
  }

  @Test func parcelWithAnotherByte_isWithheld_andTheOthersAreVouchedFor() throws {
    var (name, text) = try chat()
    text[text.count - 3] ^= 1
    try folder.write(text, to: name)
    let check = OutboxCheck(outbox)
    #expect(check.withheld.count == 1 && check.withheld[0].reason.contains("hash-count"), "\(check.withheld)")
    let sent = try #require(check.parcels).filter { check.reason(for: $0) == nil }
    #expect(sent.count == 68)
    #expect(sent.flatMap(\.files).allSatisfy { (try? FileHash.sha256(of: $0.localPath)) == $0.sha256 })
    // A whole folder is not delivered from.
    #expect(throws: OutboxError.self) { try Outbox.parcels(in: outbox) }
  }

  @Test func fileThatBreaksARule_isWithheld_andTheOthersStandAsTheyWereHashed() throws {
    var (name, text) = try chat()
    let old = SHA256.hash(text.span)
    text.append(contentsOf: "one cell\r\n".utf8)
    try folder.write(text, to: name)
    let manifest = String(decoding: try folder.read("outbox/\(Manifest.name)"), as: UTF8.self)
    try folder.write(
      manifest.replacing(old.hexadecimal, with: SHA256.hash(text.span).hexadecimal), to: "outbox/\(Manifest.name)")
    let check = OutboxCheck(outbox)
    #expect(check.withheld.count == 1 && check.parcels?.count == 69)
    let withheld = try #require(check.parcels).filter { check.reason(for: $0) != nil }
    #expect(withheld.count == 1)
  }

  /// Ids are bytes: `é` in one letter and in two, which are equal texts for Swift, and one that begins with a mark that would
  /// join the slash before it.
  @Test func idsThatOnlyLookAlike_areTwo() throws {
    let ids = ["\u{E9}", "e\u{301}", "\u{301}x", "x"]
    var manifest = ""
    for (number, id) in ids.enumerated() {
      var call = GoodFolder.call
      (call["id"], call["topic"]) = (id, "Call \(number)")
      for (name, bytes) in [("\(id).csv", try GoodFolder.file(.voice, [call])), ("\(id).mp3", GoodFolder.recording)] {
        try folder.write(bytes, to: "alike/voice/\(name)")
        manifest += "\(SHA256.hash(bytes.span).hexadecimal)  voice/\(name)\n"
      }
    }
    try folder.write(Array(manifest.utf8), to: "alike/\(Manifest.name)")
    let check = OutboxCheck(folder.file("alike"))
    #expect(check.withheld.isEmpty && check.parcels?.count == 4, "\(check.withheld)")
    let report = Validation.run([folder.file("alike")])
    #expect(report.isValid && report.files.count == 9, "\(report.violations)")
    // Of a file that is gone its neighbour of the same look says nothing.
    try Folder.removeFile(folder.file("alike/voice/\u{E9}.csv"))
    let missing = Validation.run([folder.file("alike")]).violations.filter { $0.rule == .manifestMissingFile }
    #expect(missing.map { Array($0.note.utf8.prefix(12)) } == [Array("voice/\u{E9}.csv".utf8)])
  }
}
