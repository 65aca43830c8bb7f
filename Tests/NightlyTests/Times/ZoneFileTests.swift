import Foundation
import Testing

@testable import Nightly

/// The zones' files, beside Foundation's reading of the same data.
@Suite struct ZoneFileTests {
  @Test func everyZone_hasFoundationsOffsets() throws {
    #expect(TimeZoneNames.all.count > 200)
    for name in TimeZoneNames.all.sorted() {
      let table = try #require(ZoneTable(name: name), "\(name)")
      let zone = try #require(TimeZone(identifier: name), "\(name)")
      // Both sides of every change that we know, and every 19 days in case that we miss some.
      let changes = table.starts.dropFirst().filter { $0 < 2_082_758_400 }.flatMap { [$0 - 1, $0] }
      var wrong = 0
      for seconds in changes + Array(stride(from: 86_400, to: 2_082_758_400, by: 19 * 86_400)) {
        let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        let index = table.starts.lastIndex { $0 <= seconds } ?? 0
        if table.offsets[index] != expected { wrong += 1 }
      }
      #expect(wrong == 0, "\(name)")
    }
  }

  @Test(arguments: ["Europe/Paris", "America/New_York", "Australia/Sydney", "Africa/Casablanca", "Asia/Tehran"])
  func farFuture_followsTheRule(name: String) throws {
    let table = try #require(ZoneTable(name: name))
    let zone = try #require(TimeZone(identifier: name))
    for day in 0..<365 {
      let seconds = 2_524_608_000 + Int64(day) * 86_400
      let index = table.starts.lastIndex { $0 <= seconds } ?? 0
      #expect(table.offsets[index] == zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
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
