import Files
import Sedric
import TestSupport
import Testing

@testable import Nightly

/// Each field of each kind broken in each way, one record at a time, in one generated dump: exactly those records are refused,
/// with the true reason and field, and all else is byte for byte as without them.
@Suite struct BreakageTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let frame: [UInt8] = [0xFF, 0xFB, 0x90, 0x00] + Array(repeating: 0x55, count: 413)
    try folder.write(Array(repeatElement(frame, count: 8).joined()), to: "recordings/good.mp3")
    try folder.write("this is no recording", to: "recordings/text.mp3")
    try folder.write("", to: "recordings/empty.mp3")
    try folder.write("", to: "recordings/folder/inside")
  }

  /// The tables with good interactions and, between them, one for each breakage; and the rejects to be seen, by kind.
  private func tables(_ breakages: [Breakage], _ format: BreakableFormat) -> (
    tables: [BreakableTable], rejects: [String], held: Int
  ) {
    var tables = [
      BreakableTable(name: "queues", columns: ["id", "name"], rows: [[Array("7".utf8), Array("Sales".utf8)]])
    ]
    var rejects: [String] = []
    var held = 0
    for (kind, name, columns) in GoodRecord.tables {
      var table = BreakableTable(name: name, columns: columns)
      func add(_ records: [[String: String]], _ breakage: Breakage?) {
        for (place, record) in records.enumerated() {
          var row = columns.map { column in record[column].map { Array($0.utf8) } }
          if let breakage, place == records.count / 2, let broken = columns.firstIndex(of: breakage.column) {
            row[broken] = breakage.value
            let line = table.nextLine(format)
            rejects.append("\(kind.rawValue) \(line) \(breakage.error) \(breakage.field ?? "")")
          } else if breakage?.losesItsID == false {
            held += 1
          }
          table.rows.append(row)
        }
      }
      add(GoodRecord.interaction(kind, "good-0"), nil)
      for (number, breakage) in breakages.enumerated() where breakage.kind == kind {
        let id = "bad-\(number)"
        var breakage = breakage
        if breakage.value == Array("ID-0".utf8) { breakage = breakage.with(Array("\(id)-0".utf8)) }
        add(GoodRecord.interaction(kind, id), breakage)
      }
      for number in 1..<4 { add(GoodRecord.interaction(kind, "good-\(number)"), nil) }
      tables.append(table)
    }
    return (tables, rejects, held)
  }

  private func export(_ format: BreakableFormat) throws -> ExportSummary {
    try Exporter(Configuration(text: GoodRecord.configuration(format), path: folder.file("c.json5"))).run()
  }

  /// The outbox's files but those of interactions that lost a record without an id.
  private func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for kind in FileKind.allCases {
      for name in try Folder.names(in: folder.file("outbox/\(kind.rawValue)")) where !name.hasPrefix("bad-") {
        files["\(kind.rawValue)/\(name)"] = try folder.read("outbox/\(kind.rawValue)/\(name)")
      }
    }
    return files
  }

  @Test(arguments: BreakableFormat.allCases)
  func everyBrokenField_refusesItsRecordAlone_forItsOwnReason(_ format: BreakableFormat) throws {
    try format.write(tables([], format).tables, to: folder)
    let clean = try export(format)
    #expect(clean.total.rejected == 0 && clean.total.exported == 36, "\(clean.rejects)")
    let wanted = try files()
    #expect(wanted.count == 4 * 2 + 4 + 4 + 2)
    let broken = tables(Breakage.all, format)
    try format.write(broken.tables, to: folder)
    let summary = try export(format)
    let seen = summary.rejects.map { "\($0.kind) \($0.line) \($0.error) \($0.field ?? "")" }
    for (seen, expected) in zip(seen.sorted(), broken.rejects.sorted()) where seen != expected {
      Issue.record("refused as \(seen) instead of \(expected)")
      break
    }
    #expect(Set(seen).symmetricDifference(broken.rejects) == [])
    #expect(seen.count == broken.rejects.count && summary.total.held == broken.held)
    for kind in summary.kinds { #expect(kind.counts.isBalanced, "\(kind)") }
    let made = try files()
    #expect(Set(made.keys) == Set(wanted.keys))
    for (name, bytes) in wanted { #expect(made[name] == bytes, "\(name) differs") }
  }
}
