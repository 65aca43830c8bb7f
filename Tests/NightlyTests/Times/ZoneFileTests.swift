import Foundation
import TestSupport
import Testing

@testable import Nightly

/// The zones' files, beside Python's reading of the same files (`zoneinfo`).
@Suite struct ZoneFileTests {
  static let python = findProgram("python3")
  static let hasZones =
    python.flatMap { try? runCommand($0, ["-c", "import zoneinfo"]) }?.status == 0

  /// Reads lines of a zone's name and instants, and writes the offsets in seconds.
  static let script = """
    import sys
    from datetime import datetime
    from zoneinfo import ZoneInfo
    for line in sys.stdin:
        name, *instants = line.split()
        zone = ZoneInfo(name)
        print(*(int(datetime.fromtimestamp(int(at), zone).utcoffset().total_seconds()) for at in instants))
    """

  @Test(.enabled(if: hasZones, "needs python3 with zoneinfo (3.9 or later)"))
  func everyZone_hasPythonsOffsets() throws {
    let names = TimeZoneNames.all.sorted()
    #expect(names.count > 200)
    var queries = ""
    var ours: [String] = []
    for name in names {
      let table = try #require(ZoneTable(name: name), "\(name)")
      // Both sides of every change that we know, and every 19 days up to 2099 in case that we miss some.
      let changes = table.starts.dropFirst().filter { $0 > 0 }.flatMap { [$0 - 1, $0] }
      let instants = changes + Array(stride(from: 86_400, to: 4_070_908_800, by: 19 * 86_400))
      let offsets = instants.map { seconds in table.offsets[table.starts.lastIndex { $0 <= seconds } ?? 0] }
      queries += "\(name) \(instants.map(String.init).joined(separator: " "))\n"
      ours.append(offsets.map(String.init).joined(separator: " "))
    }
    let answer = try runCommand(Self.python ?? "", ["-c", Self.script], input: Data(queries.utf8))
    try #require(answer.status == 0, "\(answer.errorText)")
    let theirs = answer.text.split(separator: "\n")
    try #require(theirs.count == names.count)
    for (index, name) in names.enumerated() { #expect(ours[index] == theirs[index], "\(name)") }
  }

  @Test(arguments: [
    "../../../etc/passwd", "/etc/passwd", "", ".", "Europe/", "right/Europe/Paris", "Europe/Pariss", "zone.tab",
  ])
  func whatIsNoZone_isNil(name: String) {
    #expect(ZoneFile(name: name) == nil)
  }

  @Test func cutFile_isNil() throws {
    let whole = Array(try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Paris")))
    #expect(ZoneFile(whole) != nil)
    for count in stride(from: 0, to: whole.count, by: 7) { #expect(ZoneFile(Array(whole.prefix(count))) == nil) }
  }

  @Test(arguments: [
    ("UTC0", 0), ("CET-1CEST,M3.5.0,M10.5.0/3", 2), ("<+0330>-3:30", 0), ("IST-2IDT,M3.4.4/26,M10.5.0", 2),
    ("EST5EDT,J60/0,J300/-1:30", 2), ("NZST-12NZDT,M9.5.0,M4.1.0/3", 2), ("XXX3YYY2,0,365/25", 2),
  ])
  func rule_isRead(text: String, changes: Int) throws {
    let rule = try #require(ZoneRule(Array(text.utf8)))
    #expect(rule.changes(in: 2040).count == changes)
  }

  @Test(arguments: ["", "C0", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1 ", "<CET-1"])
  func whatIsNoRule_isNil(text: String) {
    #expect(ZoneRule(Array(text.utf8)) == nil)
  }
}
