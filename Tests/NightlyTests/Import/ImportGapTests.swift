import Bytes
import Files
import Foundation
import Nightly
import Schema
import Sedric
import TestSupport
import Testing

/// What `Import.run` cannot read, or does not find, is told: nobody takes the tables for all there was.
@Suite struct ImportGapTests {
  /// Files below no folder that tells their kind; each of the links has no end, so that nobody can read through it.
  private func kindless() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(try GoodFolder.file(.chat, GoodFolder.messages), to: "all/chat-1.csv")
    for name in ["a.csv", "folder"] {
      try FileManager.default.createSymbolicLink(atPath: folder.file("all/\(name)"), withDestinationPath: name)
    }
    try folder.write([], to: "all/cut.csv")
    try folder.write([], to: "all/notes.txt")
    return folder
  }

  @Test func whatCannotBeRead_isRefused_whereNothingTellsItsKind() throws {
    let folder = try kindless()
    let options = ImportOptions(format: .jsonl, output: folder.file("out"))
    let summary = try Import.run([folder.file("all")], options: options)
    #expect(summary.refused.map { String($0.path.split(separator: "/").last ?? "") } == ["a.csv", "cut.csv", "folder"])
    #expect(summary.refused.allSatisfy { $0.violation.rule == .sourceError })
    #expect(summary.files == 1 && summary.unknown.isEmpty)
  }

  @Test func resultsThatCannotBeRead_areRefused_andFoldersToo() throws {
    let folder = try kindless()
    var options = ImportOptions(format: .jsonl, output: folder.file("out"))
    options.isResults = true
    let summary = try Import.run([folder.file("all")], options: options)
    #expect(summary.refused.map { String($0.path.split(separator: "/").last ?? "") } == ["a.csv", "cut.csv", "folder"])
  }

  @Test func aFileThatTheManifestPromises_andIsGone_isTold_butNotARecording() throws {
    let good = try GoodFolder()
    let sum = SHA256.hash("".utf8.span).hexadecimal
    let names = ["chat/chat-2.csv", "voice/call-2.mp3", "email/thread-2.csv"]
    try good.folder.write(Array(names.map { "\(sum)  \($0)\n" }.joined().utf8), to: "manifest-sha256.txt")
    var options = ImportOptions(format: .jsonl, output: good.folder.file("out"))
    let all = try Import.run([good.path], options: options)
    #expect(all.files == 5)
    #expect(all.refused.map(\.violation.rule) == [.manifestMissingFile, .manifestMissingFile])
    #expect(all.refused.first?.violation.note.contains("chat/chat-2.csv") == true)
    options.replaces = true
    options.selection.kind = .email
    let emails = try Import.run([good.path], options: options)
    #expect(emails.refused.count == 1)
    options.selection.kind = .affiliates
    let affiliates = try Import.run([good.path], options: options)
    #expect(affiliates.refused.isEmpty)
    // What comes from a server was compared with the manifest when it was fetched.
    options.selection.kind = nil
    options.fetched = [good.path]
    let fetched = try Import.run([good.path], options: options)
    #expect(fetched.refused.isEmpty)
  }

  @Test func aManifestThatCannotBeRead_isTold() throws {
    let good = try GoodFolder()
    try good.folder.write(Array("no sum\n".utf8), to: "manifest-sha256.txt")
    let options = ImportOptions(format: .jsonl, output: good.folder.file("out"))
    let summary = try Import.run([good.path], options: options)
    #expect(summary.refused.map(\.violation.rule) == [.manifestFormat] && summary.files == 5)
  }

  @Test func nothingToRead_saysWhichPathIsNotThere() throws {
    let folder = try TemporaryFolder()
    let options = ImportOptions(format: .jsonl, output: folder.file("out"))
    let error = #expect(throws: ImportError.self) { _ = try Import.run([folder.file("gone")], options: options) }
    guard case .nothing(let missing) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(missing.map(\.path) == [folder.file("gone")])
  }

  /// What is hidden is not ours, but an id may begin with a dot.
  @Test func filesOfAnIdThatBeginsWithADot_areRead_andOtherHiddenOnesAreNot() throws {
    let folder = try TemporaryFolder()
    let messages = GoodFolder.messages.map { $0.merging(["id": ".chat-1"]) { _, new in new } }
    try folder.write(try GoodFolder.file(.chat, messages), to: "all/chat/.chat-1.csv")
    for name in ["all/chat/._chat-2.csv", "all/chat/.chat-3.csv.tmp", "all/.settings.json", "all/chat/.DS_Store"] {
      try folder.write([0], to: name)
    }
    let options = ImportOptions(format: .jsonl, output: folder.file("out"))
    let summary = try Import.run([folder.file("all")], options: options)
    #expect(summary.files == 1 && summary.refused.isEmpty && summary.unknown.isEmpty, "\(summary)")
  }
}
