import Files
import Foundation
import Nightly
import SQLite
import Schema
import Sedric
import TestSupport
import Testing

/// `Import.run`: an outbox as tables.
@Suite struct ImportTests {
  @Test func sqlite_hasTheTablesWithTypesAndKeys() throws {
    let good = try GoodFolder()
    let output = good.folder.file("out.sqlite")
    let summary = try Import.run([good.path], options: ImportOptions(format: .sqlite, output: output))
    #expect(summary.refused.isEmpty && summary.missing.isEmpty)
    #expect(summary.files == 5)
    let counts = Dictionary(uniqueKeysWithValues: summary.tables.map { ($0.name, $0.records) })
    #expect(counts == ["calls": 1, "chats": 1, "messages": 3, "emails": 2, "affiliates": 2, "properties": 2])
    let database = try Database(path: output, .readOnly)
    for (query, expected) in [
      (
        "SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)",
        "affiliates,calls,chats,emails,messages,properties"
      ),
      (
        "SELECT group_concat(number || typeof(is_inbound) || is_inbound) FROM messages", "1integer0,2integer1,3integer0"
      ),
      ("SELECT json_extract(metadata, '$.duration_s') FROM calls", "62"),
      ("SELECT text FROM messages JOIN chats ON chats.id = chat_id WHERE number = 3", "こんにちは 😀"),
      ("SELECT json_extract(message_recipients, '$[0]') FROM emails WHERE message_id = 'm-2'", "bo@example.com"),
      ("SELECT group_concat(name) FROM pragma_table_info('messages') WHERE pk > 0", "chat_id,number"),
      (
        "SELECT count(*) FROM properties JOIN affiliates ON external_affiliate_id = external_affiliate_id_reference",
        "2"
      ),
      ("SELECT group_concat(name) FROM pragma_table_info('chats') WHERE \"notnull\" = 0", "subject,metadata"),
      ("PRAGMA integrity_check", "ok"), ("SELECT count(*) FROM pragma_foreign_key_check", "0"),
    ] {
      #expect(try text(database, query) == expected, "\(query)")
    }
  }

  @Test(arguments: NestedCells.allCases)
  func textTables_haveARecordARow(_ nested: NestedCells) throws {
    let good = try GoodFolder()
    for format in [ImportFormat.jsonl, .csv] {
      var options = ImportOptions(format: format, output: good.folder.file("out-\(format.rawValue)"))
      options.nested = nested
      let summary = try Import.run(["\(good.path)/chat", "\(good.path)/affiliates"], options: options)
      #expect(summary.tables.map(\.records) == [3, 2])
      let messages = try String(contentsOfFile: "\(options.output)/messages.\(format.rawValue)", encoding: .utf8)
      #expect(messages.contains(nested == .columns ? "message.is_inbound" : "message"))
    }
    let lines = try String(contentsOfFile: good.folder.file("out-jsonl/messages.jsonl"), encoding: .utf8)
    let first = try JSONSerialization.jsonObject(with: Data(lines.prefix { $0 != "\n" }.utf8)) as? [String: Any]
    if nested == .columns {
      #expect(first?["message.text"] as? String == "Hello, \"Bo\"")
      #expect(first?["message.is_inbound"] as? Bool == false)
    } else {
      #expect((first?["message"] as? [String: Any])?["text"] as? String == "Hello, \"Bo\"")
    }
  }

  @Test func aFileThatBreaksARule_isNotTaken_andTheRestIs() throws {
    let good = try GoodFolder()
    let text = try good.text("chat/chat-1.csv")
    try good.folder.write(
      text.replacingOccurrences(of: "2020-08-12T19:13:00Z", with: "yesterday"), to: "chat/chat-1.csv")
    let output = good.folder.file("out.sqlite")
    let summary = try Import.run([good.path], options: ImportOptions(format: .sqlite, output: output))
    #expect(summary.refused.map(\.violation.rule) == [.typeError])
    #expect(summary.refused.first?.path.hasSuffix("chat-1.csv") == true)
    #expect(summary.files == 4)
  }

  /// Windows programs begin UTF-8 with a byte order mark. `validate` names it; the records are as good as without.
  @Test(arguments: ImportFormat.allCases)
  func filesWithByteOrderMark_giveTheSameRecords(_ format: ImportFormat) throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let good = try GoodFolder()
    let files = [
      "voice/call-1.csv", "chat/chat-1.csv", "email/thread-1.csv", "affiliates/affiliates.json",
      "properties/properties.json",
    ]
    // Below no folder and under names that tell nothing, so that what the file begins with must.
    for name in files {
      let plain = name.replacingOccurrences(of: "affiliates.json", with: "a.json")
        .replacingOccurrences(of: "properties.json", with: "p.json").split(separator: "/")[1]
      try good.folder.write(try good.folder.read(name), to: "plain/\(plain)")
      try good.folder.write(mark + good.folder.read(name), to: "marked/\(plain)")
    }
    for name in ["plain", "marked"] {
      let output = good.folder.file("\(name).out")
      let summary = try Import.run([good.folder.file(name)], options: ImportOptions(format: format, output: output))
      #expect(summary.refused.isEmpty && summary.unknown.isEmpty && summary.files == 5, "\(summary)")
    }
    let outputs = ["plain.out", "marked.out"].map(good.folder.file)
    let compared = try runCommand("/usr/bin/diff", ["-r"] + outputs)
    #expect(compared.status == 0, "\(compared.text)")
  }

  /// A mark hides no other mistake of a file's bytes.
  @Test(arguments: ["chat/chat-1.csv", "affiliates/affiliates.json"])
  func fileWithByteOrderMark_andOtherBytesThatAreNoText_isNotTaken(_ name: String) throws {
    let good = try GoodFolder()
    var bytes = try good.folder.read(name)
    bytes[bytes.count - 30] = 0xFF
    try good.folder.write([0xEF, 0xBB, 0xBF] + bytes, to: name)
    let options = ImportOptions(format: .jsonl, output: good.folder.file("out"))
    let summary = try Import.run([good.folder.file(name)], options: options)
    #expect(summary.refused.map(\.violation.rule) == [.encodingError] && summary.files == 0)
  }

  @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian])
  func filesInUTF16_areNamed(_ encoding: String.Encoding) throws {
    let good = try GoodFolder()
    for name in ["chat/chat-1.csv", "affiliates/affiliates.json"] {
      let data = try #require(try good.text(name).data(using: encoding))
      try good.folder.write(Array(data), to: name)
    }
    let options = ImportOptions(format: .sqlite, output: good.folder.file("out.sqlite"))
    let summary = try Import.run([good.path], options: options)
    #expect(summary.files == 3 && summary.refused.count == 2)
    #expect(summary.refused.allSatisfy { $0.violation.note.contains("UTF-16") }, "\(summary.refused)")
  }

  @Test func aKeyThatAnotherFileHas_refusesTheSecondFileWhole() throws {
    let folder = try TemporaryFolder()
    try folder.write(try GoodFolder.file(.affiliates, Array(GoodFolder.affiliates.prefix(1))), to: "a/affiliates.json")
    try folder.write(try GoodFolder.file(.affiliates, GoodFolder.affiliates.reversed()), to: "b/affiliates.json")
    let output = folder.file("out.sqlite")
    let summary = try Import.run([folder.path], options: ImportOptions(format: .sqlite, output: output))
    #expect(summary.refused.map(\.violation.rule) == [.uniqueError])
    #expect(summary.tables.map(\.records) == [1])
    let database = try Database(path: output, .readOnly)
    #expect(try text(database, "SELECT count(*) FROM affiliates") == "1")
  }

  @Test(arguments: ImportFormat.allCases)
  func whatStandsThere_isNeverReplacedUnasked_andNothingIsLeftBehind(_ format: ImportFormat) throws {
    let good = try GoodFolder()
    let place = try TemporaryFolder()
    let output = place.file("out")
    var options = ImportOptions(format: format, output: output)
    _ = try Import.run(["\(good.path)/voice"], options: options)
    #expect(throws: ImportError.self) { _ = try Import.run(["\(good.path)/chat"], options: options) }
    options.replaces = true
    let summary = try Import.run(["\(good.path)/chat"], options: options)
    #expect(summary.files == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["out"])
  }

  @Test func outputWhereNothingCanBeWritten_fails_andLeavesNothing() throws {
    let good = try GoodFolder()
    for format in ImportFormat.allCases {
      let options = ImportOptions(format: format, output: good.folder.file("chat/chat-1.csv/out"))
      #expect(throws: ImportError.self) { _ = try Import.run([good.path], options: options) }
    }
    let nothing = ImportOptions(format: .sqlite, output: good.folder.file("out.sqlite"))
    #expect(throws: ImportError.self) { _ = try Import.run([good.folder.file("none")], options: nothing) }
    #expect(!FileManager.default.fileExists(atPath: nothing.output))
  }

  private func text(_ database: Database, _ query: String) throws -> String {
    var statement = try database.prepare(query)
    return try statement.step() ? statement.string(0) : ""
  }
}
