import Bytes
import Files
import Foundation
import Ledger
import SQLite
import TestSupport
import Testing

@Suite struct LedgerFileTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func secondWriter_isToldWhoHoldsTheLedger_untilTheFirstIsGone() throws {
    let path = folder.file("nightferry.sqlite")
    do {
      let first = try Ledger(path: path)
      do {
        _ = try Ledger(path: path)
        Issue.record("two runs on one ledger")
      } catch {
        guard case .locked(let named, let processID, let since) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(named == path)
        #expect(processID == getpid())
        #expect(since.map { abs($0.seconds - Timestamp.now().seconds) < 60 } == true)
      }
      let reader = try Ledger(path: path, .read)
      #expect(try reader.runs().isEmpty)
      _ = try first.beginRun(command: "run")
      #expect(try reader.runs().count == 1)
    }
    _ = try Ledger(path: path)
  }

  @Test func damagedPages_areNamedInOneLine() throws {
    let path = folder.file("nightferry.sqlite")
    do {
      let ledger = try Ledger(path: path)
      for _ in 1...20 { _ = try ledger.beginRun(command: String(repeating: "run ", count: 500)) }
    }
    try Ledger.check(path: path)
    var bytes = try folder.read("nightferry.sqlite")
    // Not the first page, without which the file would be no database.
    for page in stride(from: 4096, to: bytes.count, by: 4096) {
      for place in page..<(page + 8) { bytes[place] ^= 0x5A }
    }
    try folder.write(bytes, to: "nightferry.sqlite")
    let error = #expect(throws: LedgerError.self) { try Ledger.check(path: path) }
    let words = error.map { "\($0)" } ?? ""
    #expect(words.contains("the ledger is damaged (") && !words.contains("\n") && !words.contains("***"), "\(words)")
  }

  /// As a child process has one between `fork` and `exec`.
  @Test func copyOfTheLocksDescriptor_doesNotHoldTheLock() throws {
    let path = folder.file("nightferry.sqlite")
    var copy: Int32 = -1
    do {
      let ledger = try Ledger(path: path)
      for name in try Folder.names(in: "/proc/self/fd") {
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
        guard target == "\(path)-lock" else { continue }
        copy = dup(Int32(name) ?? -1)
      }
      _ = try ledger.beginRun(command: "run")
    }
    #expect(copy >= 0)
    defer { close(copy) }
    _ = try Ledger(path: path)
  }

  @Test func newLedger_isForItsOwnerAlone() throws {
    let path = folder.file("nightferry.sqlite")
    let ledger = try Ledger(path: path)
    _ = try ledger.beginRun(command: "run")
    for name in try Folder.names(in: folder.path) {
      #expect(try FileStatus.of(folder.file(name)).mode == 0o600, "\(name)")
    }
  }

  @Test func missingFile_isNotMadeForReading() throws {
    #expect(throws: LedgerError.self) { try Ledger(path: folder.file("none"), .read) }
    #expect(throws: LedgerError.self) { try Ledger(path: folder.file("no/folder/ledger")) }
    #expect(try Folder.names(in: folder.path) == [])
  }

  @Test func otherDatabase_isLeftAlone() throws {
    let path = folder.file("crm.sqlite")
    try Database(path: path, .create).execute("CREATE TABLE calls (id)")
    #expect(throws: LedgerError.notALedger(path: path)) { try Ledger(path: path) }
    #expect(throws: LedgerError.notALedger(path: path)) { try Ledger(path: path, .read) }
  }

  @Test func noDatabase_isNamedAsDamaged() throws {
    let path = try folder.write(String(repeating: "not a database ", count: 100), to: "ledger")
    do {
      _ = try Ledger(path: path)
      Issue.record("opened a text file as a ledger")
    } catch {
      #expect(error.description.contains("damaged"))
    }
  }

  @Test func newerLedger_isRefused() throws {
    let path = folder.file("nightferry.sqlite")
    _ = try Ledger(path: path)
    try Database(path: path, .readWrite).execute("PRAGMA user_version = 999")
    #expect(throws: LedgerError.tooNew(path: path, version: 999)) { try Ledger(path: path) }
  }

  @Test func runsRejectsAndWatermarks_comeBack() throws {
    let ledger = try Ledger(path: folder.file("ledger"))
    let run = try ledger.beginRun(command: "run", now: Timestamp(seconds: 100))
    let reject = RejectRecord(
      kind: "voice", file: "calls.csv", line: 118, id: Array("a/b".utf8), error: "bad-id", reason: "a slash in the id")
    try ledger.addRejects([reject], run: run)
    #expect(try ledger.watermark(of: "calls") == nil)
    try ledger.setWatermark([1, 2], of: "calls", run: run)
    try ledger.setWatermark([3], of: "calls", run: run)
    #expect(try ledger.watermark(of: "calls") == [3])
    try ledger.finishRun(
      run, exitCode: 3, counts: [RunCount(kind: "voice", name: "rejected", value: 1)], now: Timestamp(seconds: 160))
    let found = try #require(try ledger.runs().first)
    #expect(found.exitCode == 3 && found.finished == Timestamp(seconds: 160))
    #expect(found.counts == [RunCount(kind: "voice", name: "rejected", value: 1)])
    let rejects = try ledger.rejects(of: run)
    #expect(rejects.map(\.error) == ["bad-id"])
    #expect(rejects.first?.id == Array("a/b".utf8))
  }
}
