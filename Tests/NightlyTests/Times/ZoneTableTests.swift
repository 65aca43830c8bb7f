import Bytes
import Foundation
import Testing

@testable import Nightly

@Suite struct ZoneTableTests {
  func seconds(_ text: String) -> Int64 { TimeFormat.iso8601.parse(text)?.timestamp?.seconds ?? 0 }
  func read(_ zone: String, _ text: String) throws -> ZoneTable.Reading {
    let civil = try #require(TimeFormat.iso8601.parse(text)?.civil)
    return try #require(ZoneTable(name: zone)).read(civil)
  }
  func instant(_ text: String) -> Timestamp { Timestamp(seconds: seconds(text)) }

  @Test(arguments: [
    ("Europe/Paris", "2026-11-20T09:00:00", "2026-11-20T08:00:00Z"),
    ("Europe/Paris", "2026-07-01T09:00:00", "2026-07-01T07:00:00Z"),
    ("Europe/Paris", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
    ("Europe/Paris", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
    ("Asia/Kolkata", "2026-01-01T00:00:00", "2025-12-31T18:30:00Z"),
    ("America/Sao_Paulo", "2018-11-04T01:00:00", "2018-11-04T03:00:00Z"),
    ("UTC", "2026-01-01T00:00:00", "2026-01-01T00:00:00Z"),
    ("Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00Z"),
    ("Africa/Casablanca", "2026-03-01T12:00:00", "2026-03-01T12:00:00Z"),
  ])
  func plainTime_isOneInstant(zone: String, local: String, utc: String) throws {
    #expect(try read(zone, local) == .instant(instant(utc)))
  }

  @Test func timeThatTheClocksSkip_isSkipped() throws {
    #expect(
      try read("Europe/Paris", "2026-03-29T02:30:00")
        == .skipped(earlier: instant("2026-03-29T00:30:00Z"), later: instant("2026-03-29T01:30:00Z")))
    #expect(
      try read("Australia/Lord_Howe", "2026-10-04T02:10:00")
        == .skipped(earlier: instant("2026-10-03T15:10:00Z"), later: instant("2026-10-03T15:40:00Z")))
    guard case .skipped = try read("Pacific/Apia", "2011-12-30T12:00:00") else {
      Issue.record("a whole skipped day was taken")
      return
    }
  }

  @Test func timeThatTheClocksShowTwice_isRepeated() throws {
    #expect(
      try read("Europe/Paris", "2026-10-25T02:30:00")
        == .repeated(earlier: instant("2026-10-25T00:30:00Z"), later: instant("2026-10-25T01:30:00Z")))
    #expect(try read("Europe/Paris", "2026-10-25T03:00:00") == .instant(instant("2026-10-25T02:00:00Z")))
  }

  @Test(arguments: ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran", "America/St_Johns"])
  func everyHourOfFiftyYears_agreesWithFoundation(zone: String) throws {
    let table = try #require(ZoneTable(name: zone))
    let foundation = try #require(TimeZone(identifier: zone))
    for time in stride(from: Int64(0), to: 1_735_689_600, by: 7200 * 5 + 1) {
      let offset = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time)))
      let civil = CivilTime(Timestamp(seconds: time), secondsEastOfUTC: offset)
      switch table.read(civil) {
      case .instant(let instant): #expect(instant.seconds == time)
      case .repeated(let earlier, let later): #expect(earlier.seconds == time || later.seconds == time)
      case .skipped: Issue.record("\(civil) was shown at \(time)")
      }
    }
  }

  @Test func unknownName_isNil() {
    #expect(ZoneTable(name: "Mars/Olympus") == nil)
  }
}
