import Bytes
import Files
import Glibc
import Ledger
import TestSupport
import Testing

@testable import Nightly

/// Exports of small dumps made for one question each.
@Suite struct ExportTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let header = "chat,agent,client,lang,subj,start,author,text,at,dir,n\n"

  /// A message of a chat with some cells changed.
  static func row(_ chat: String, minute: Int = 0, _ changes: [String: String] = [:]) -> String {
    let cells = [
      ("chat", chat), ("agent", "a"), ("client", "k"), ("lang", "en"), ("subj", "S"), ("start", "2026-01-01 10:00:00"),
      ("author", "x"), ("text", "hi \(minute)"), ("at", "2026-01-01 10:0\(minute):00"), ("dir", "I"), ("n", "1"),
    ]
    return cells.map { changes[$0.0] ?? $0.1 }.joined(separator: ",") + "\n"
  }

  static let clean = (0..<4).map { chat in (0..<3).map { row("c\(chat)", minute: $0) }.joined() }.joined()

  private func configuration(_ keys: String = "", _ chat: String = "") throws -> Configuration {
    try Configuration(
      text: """
        { dump: "dump", timeZone: "Europe/Paris", \(keys) exports: { chat: { from: "m", \(chat) columns: {
          id: "chat", unit_id: { constant: "u" }, agent_id: "agent", client_id: "client", organization_id: { constant: "o" },
          language: "lang", subject: "subj", timestamp: "start", "message.author": "author", "message.text": "text",
          "message.timestamp": "at", "message.is_inbound": { column: "dir", values: { I: true, O: false } },
        }, metadata: ["n"] } } }
        """, path: folder.file("c.json5"))
  }

  private func export(
    _ rows: String, _ options: ExportOptions = ExportOptions(), keys: String = "", chat: String = ""
  ) throws -> ExportSummary {
    try folder.write(ExportTests.header + rows, to: "dump/m.csv")
    return try Exporter(configuration(keys, chat), options).run()
  }

  private func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try Folder.names(in: folder.file("outbox/chat")) {
      files[name] = try folder.read("outbox/chat/\(name)")
    }
    return files
  }

  @Test(arguments: [
    ("chat", "", "constraint-error", "id"), ("chat", "a/b", "constraint-error", "id"),
    ("chat", "..", "constraint-error", "id"), ("agent", "", "constraint-error", "agent_id"),
    ("client", "", "constraint-error", "client_id"), ("lang", "?", "constraint-error", "language"),
    ("start", "x", "type-error", "timestamp"), ("start", "2026-03-29 02:30:00", "type-error", "timestamp"),
    ("author", "", "constraint-error", "message.author"), ("text", "", "constraint-error", "message.text"),
    ("at", "2026-02-30 10:00:00", "type-error", "message.timestamp"),
    ("at", "", "constraint-error", "message.timestamp"),
    ("at", "2026-10-25 02:30:00", "type-error", "message.timestamp"),
    ("dir", "X", "constraint-error", "message.is_inbound"), ("subj", "other", "inconsistent-cell", "subject"),
    ("n", "2", "inconsistent-cell", "metadata"),
  ])
  func brokenField_refusesItsRecordAlone_andTheRestIsAsInACleanRun(
    column: String, value: String, error: String, field: String
  ) throws {
    let good = try export(ExportTests.clean)
    #expect(good.total.rejected == 0 && good.total.parcels == 4)
    let wanted = try files()
    let bad =
      ExportTests.row("bad") + ExportTests.row("bad", minute: 1, [column: value]) + ExportTests.row("bad", minute: 2)
    let summary = try export(ExportTests.clean + bad)
    #expect(summary.rejects.map { "\($0.line) \($0.error) \($0.field ?? "")" } == ["15 \(error) \(field)"])
    #expect(summary.kinds[0].counts.isBalanced)
    var made = try files()
    // A record without the chat's id is no part of the chat.
    if column == "chat" { made["bad.csv"] = nil } else { #expect(summary.total.held == 2) }
    #expect(made == wanted)
  }

  /// What the records of a chat share is compared as the source has it: a number is not the text of its digits, and a
  /// column counts that only a template names.
  @Test(arguments: [
    (#""n":1,"tag":"b""#, []), (#""n":"1","tag":"b""#, ["2 inconsistent-cell metadata"]),
    (#""n":1,"tag":"d""#, ["2 inconsistent-cell subject"]),
  ])
  func sharedFields_differByKind_andByATemplatesColumns(_ second: String, _ errors: [String]) throws {
    let records = [#""n":1,"tag":"b""#, second].enumerated().map { minute, more in
      #"{"chat":"c","agent":"a","client":"k","lang":"en","subj":"S","start":"2026-01-01T10:00:00Z","author":"x","text":"t","#
        + #""at":"2026-01-01T10:0\#(minute):00Z",\#(more)}"#
    }
    try folder.write(records.joined(separator: "\n"), to: "dump/m.jsonl")
    let configuration = try Configuration(
      text: """
        { dump: "dump", exports: { chat: { from: "m", columns: {
          id: "chat", unit_id: { constant: "u" }, agent_id: "agent", client_id: "client", organization_id: { constant: "o" },
          language: "lang", subject: { template: "{subj} {tag}" }, timestamp: "start", "message.author": "author",
          "message.text": "text", "message.timestamp": "at", "message.is_inbound": { constant: true },
        }, metadata: ["n"] } } }
        """, path: folder.file("c.json5"))
    let summary = try Exporter(configuration).run()
    #expect(summary.rejects.map { "\($0.line) \($0.error) \($0.field ?? "")" } == errors)
  }

  @Test func recordsApartFromEachOther_areSorted_withinAnyMemory() throws {
    let rows = (0..<600).flatMap { chat in
      (0..<3).map { ExportTests.row("c\(chat)", minute: $0, ["text": String(repeating: "x", count: 3000)]) }
    }
    _ = try export(rows.joined())
    let wanted = try files()
    var shuffled = rows
    var state: UInt64 = 7
    for place in stride(from: shuffled.count - 1, to: 0, by: -1) {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      shuffled.swapAt(place, Int(state >> 33) % (place + 1))
    }
    for memory in ["1MB", "256MB"] {
      let summary = try export(shuffled.joined(), keys: "sortMemory: \"\(memory)\",")
      #expect(summary.total.exported == 1800 && summary.total.parcels == 600)
      #expect(try files() == wanted)
    }
    var dry = ExportOptions()
    dry.isDryRun = true
    #expect(try export(shuffled.joined(), dry).total.parcels == 600)
  }

  @Test func window_takesWholeInteractions_andCountsTheRest() throws {
    var options = ExportOptions()
    options.window = try TimeWindow.read(
      date: "2026-01-02", since: nil, until: nil, isFull: false, timeZone: "Europe/Paris")
    let late = ExportTests.row("c9") + ExportTests.row("c9", ["at": "2026-01-02 00:00:00"])
    let summary = try export(ExportTests.clean + late, options)
    #expect(summary.total.exported == 2 && summary.total.filtered == 12)
    #expect(summary.kinds[0].counts.isBalanced)
  }

  @Test func idsThatNoRecordHas_areNamed() throws {
    var options = ExportOptions()
    options.ids = ["c9", "c1", "c"].map { Array($0.utf8) }
    let summary = try export(ExportTests.clean, options)
    #expect(summary.unknownIDs == ["c9", "c"] && summary.total.parcels == 1 && summary.total.filtered == 9)
    #expect(try export(ExportTests.clean).unknownIDs == [])
  }

  /// Messages as they came in, chats between each other: a window takes a chat whole also where parts of it that stand apart
  /// are outside.
  @Test(arguments: [("2026-01-02", nil), (nil, "2026-01-02")] as [(String?, String?)], [false, true])
  func window_takesWholeInteractions_thatDoNotStandTogether(_ ends: (since: String?, until: String?), _ isDry: Bool)
    throws
  {
    let second = ["at": "2026-01-02 10:00:00"]
    let rows =
      ExportTests.row("both") + ExportTests.row("first") + ExportTests.row("both", second)
      + ExportTests.row("second", second)
    var options = ExportOptions()
    options.isDryRun = isDry
    options.window = try TimeWindow.read(
      date: nil, since: ends.since, until: ends.until, isFull: false, timeZone: "Europe/Paris")
    let summary = try export(rows, options)
    #expect(summary.total.exported == 3 && summary.total.parcels == 2 && summary.total.filtered == 1)
    if isDry { return }
    #expect(try Set(files().keys) == ["both.csv", ends.since == nil ? "first.csv" : "second.csv"])
    #expect(
      try String(decoding: folder.read("outbox/chat/both.csv"), as: UTF8.self).split(separator: "\r\n").count == 3)
  }

  @Test func since_readsFromTheWatermark_whichMovesForwardOnly() throws {
    let ledger = try Ledger(path: folder.file("ledger"))
    let run = try ledger.beginRun(command: "test")
    func night(_ rows: String) throws -> ExportSummary {
      try folder.write(ExportTests.header + rows, to: "dump/m.csv")
      let configuration = try configuration("", "since: { column: \"at\", overlap: \"1m\" },")
      return try Exporter(configuration, ledger: ledger, destinations: ["vendor"]).run()
    }
    let first = try night(ExportTests.clean)
    #expect(first.total.exported == 12)
    let mark = try #require(first.watermarks["chat"])
    #expect(mark.utcText == "2026-01-01T09:02:00Z")
    try Watermark.move("chat", to: mark, ledger, run: run)
    try Watermark.move("chat", to: Timestamp(seconds: 0), ledger, run: run)
    // The overlap takes in the last minute, and a record of exactly the watermark's time is never cut off.
    let second = try night(
      ExportTests.row("old") + ExportTests.row("same", minute: 2) + ExportTests.row("near", minute: 1))
    #expect(second.total.exported == 2 && second.total.filtered == 1)
  }

  /// A mended file of rejects and the records that were held with it, wherever it comes back from.
  @Test(arguments: ["rejects/chat.csv", "downloads/Chat (1).csv", "downloads/chat-mended.csv", "rejects/earlier"])
  func mendedRecord_takesTheWholeChatAlong_andNoOther(_ place: String) throws {
    let dump = ["c", "d"].map { chat in
      ExportTests.row(chat) + ExportTests.row(chat, minute: 1, ["dir": "X"]) + ExportTests.row(chat, minute: 2)
    }
    #expect(try export(dump.joined()).total.held == 4)
    var rejects = String(decoding: try folder.read("rejects/chat.csv"), as: UTF8.self)
    var place = place
    if place == "rejects/earlier" {
      // The next night refuses another chat, and what was refused before is kept with its time.
      #expect(try export(ExportTests.row("e") + ExportTests.row("e", minute: 1, ["dir": "X"])).total.held == 1)
      let names = try Folder.names(in: folder.file(place))
      place += "/\(names[0])"
      rejects = String(decoding: try folder.read(place), as: UTF8.self)
    }
    // Only the first chat is mended, and the line of the other taken out.
    let mended = rejects.replacing(",X,", with: ",O,").split(separator: "\r\n").prefix(2).joined(separator: "\r\n")
    try folder.write(mended + "\r\n", to: place)
    var options = ExportOptions()
    try options.add(retry: folder.file(place), of: configuration())
    let summary = try Exporter(configuration(), options).run()
    #expect(summary.total.exported == 3 && summary.total.parcels == 1 && summary.total.rejected == 0)
    #expect(summary.total.filtered == 2)
    #expect(summary.kinds[0].counts.isBalanced)
    #expect(try Array(files().keys) == ["c.csv"])
  }

  @Test func failedExport_leavesOutboxAndRejectsAsTheyWere() throws {
    _ = try export(ExportTests.clean + ExportTests.row("bad", ["dir": "X"]))
    let before = try files()
    let rejects = try folder.read("rejects/chat.csv")
    try folder.write("chat\n", to: "dump/m.csv")
    #expect(throws: FlowError.self) { try Exporter(configuration()).run() }
    #expect(try files() == before)
    #expect(try folder.read("rejects/chat.csv") == rejects)
    #expect(try Folder.names(in: folder.path).filter { $0.hasPrefix(".") } == [])
  }

  @Test func whatAKilledRunLeft_isTakenAway() throws {
    try folder.write("half", to: ".outbox.partial/chat/c0.csv")
    try folder.write("half", to: ".outbox.partial/chat/gone.csv")
    _ = try export(ExportTests.clean)
    #expect(try files().keys.sorted() == ["c0.csv", "c1.csv", "c2.csv", "c3.csv"])
    #expect(try Folder.names(in: folder.path).filter { $0.hasPrefix(".") } == [])
  }

  /// As a container has it, whose outbox is a volume of its own.
  @Test(arguments: [(EBUSY, Int32(2), "a mount"), (ENAMETOOLONG, 2, "Check the path"), (EIO, 1, "the disk")])
  func outboxThatCannotBeReplaced_saysWhatToDo(_ code: Int32, _ exit: Int32, _ advice: String) {
    let error = FlowError.file(SystemError(call: "rename", path: "outbox", code: code), purpose: "the outbox")
    #expect(error.exitCode == exit && error.advice?.contains(advice) == true, "\(error)")
  }
}
