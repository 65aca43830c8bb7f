import Bytes
import Files
import Ledger
import TestSupport
import Testing

@testable import Nightly

/// Nights that go on from a watermark: what was refused, or stands under a wrong time, is not passed over for ever.
@Suite struct SinceTests {
  private let folder: TemporaryFolder
  private let ledger: Ledger
  private let run: Int64

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Ledger(path: folder.file("ledger"))
    run = try ledger.beginRun(command: "test")
  }

  /// A night whose parcels all arrive; returns the chats that it took.
  private func night(_ rows: String) throws -> [String] {
    try folder.write(ExportTests.header + rows, to: "dump/m.csv")
    let configuration = try Configuration(
      text: """
        { dump: "dump", timeZone: "Europe/Paris", exports: { chat: { from: "m", since: "at", columns: {
          id: "chat", unit_id: { constant: "u" }, agent_id: "agent", client_id: "client", organization_id: { constant: "o" },
          language: "lang", subject: "subj", timestamp: "start", "message.author": "author", "message.text": "text",
          "message.timestamp": "start", "message.is_inbound": { column: "dir", values: { I: true, O: false } },
        } } } }
        """, path: folder.file("c.json5"), environment: [:])
    let summary = try Exporter(configuration, ledger: ledger, destinations: ["vendor"]).run()
    if let mark = summary.watermarks["chat"] { try Watermark.move("chat", to: mark, ledger, run: run) }
    guard summary.total.parcels > 0 else { return [] }
    // What is left of it would be carried into the next outbox, as nothing was sent.
    defer { try? Folder.removeTree(folder.file("outbox")) }
    return try Folder.names(in: folder.file("outbox/chat")).map { String($0.dropLast(4)) }
  }

  private let old = ExportTests.row("a") + ExportTests.row("b", minute: 2)
  private let new = ExportTests.row("c", minute: 5)

  @Test func nights_takeWhatIsNew() throws {
    #expect(try night(old) == ["a", "b"])
    #expect(try night(old + new) == ["b", "c"])
    #expect(try night(old + new) == ["c"])
  }

  @Test func refusedRecord_isTaken_whenItIsMended_howeverLate() throws {
    let refused = ExportTests.row("late", minute: 1, ["dir": "X"])
    #expect(try night(old + refused) == ["a", "b"])
    #expect(try night(old + refused + new) == ["b", "c"])
    #expect(try night(old + ExportTests.row("late", minute: 1) + new) == ["b", "c", "late"])
    #expect(try night(old + ExportTests.row("late", minute: 1) + new) == ["c"])
  }

  @Test func recordWithoutATime_isTaken_whenItIsMended() throws {
    // What is refused for another reason has no time either.
    let refused = ExportTests.row("late", ["at": "some day", "dir": "X"])
    #expect(try night(old + refused) == ["a", "b"])
    #expect(try night(old + new + ExportTests.row("late")).contains("late"))
  }

  @Test(arguments: ["2099-01-01 10:00:00", "9999-12-31 23:59:59"])
  func timeThatHasNotCome_doesNotEndAllNightsUntilThen(_ time: String) throws {
    let never = ExportTests.row("never", ["at": time])
    #expect(try night(old + never) == ["a", "b", "never"])
    #expect(try night(old + never + new) == ["b", "c", "never"])
  }

  @Test func watermarkThatHasNotCome_readsAllAgain_andIsMended() throws {
    try ledger.setWatermark(Array("2099-01-01T00:00:00Z".utf8), of: Watermark.name("chat"), run: run)
    #expect(try night(old) == ["a", "b"])
    #expect(try night(old + new) == ["b", "c"])
  }
}
