import Bytes
import Testing

@Suite struct TimeFormatTests {
  @Test(arguments: [
    ("2021-12-19T10:47:55Z", "2021-12-19T10:47:55Z"),
    ("2021-12-19 10:47:55+01:00", "2021-12-19T09:47:55Z"),
    ("2021-12-19t10:47:55.999-0530", "2021-12-19T16:17:55Z"),
    ("2021-12-19T10:47+14", "2021-12-18T20:47:00Z"),
    ("2000-02-29T23:59:60Z", "2000-02-29T23:59:59Z"),
    ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
  ])
  func iso8601_withZone_isAnInstant(_ text: String, _ expected: String) throws {
    let parsed = try #require(TimeFormat.iso8601.parse(text))
    #expect(parsed.timestamp?.utcText == expected)
  }

  @Test(arguments: ["2021-12-19T10:47:55", "2021-12-19", "2021-12-19 10:47"])
  func iso8601_withoutZone_isLocal(_ text: String) throws {
    let parsed = try #require(TimeFormat.iso8601.parse(text))
    #expect(parsed.timestamp == nil)
  }

  @Test(arguments: [
    "", "2021", "2021-13-01T00:00:00Z", "2021-02-29T00:00:00Z", "1900-02-29", "2021-12-19T24:00:00Z",
    "2021-12-19T10:60:00Z", "2021-12-19T10:47:61Z", "2021-12-19T10:47:55+25:00", "2021-12-19T10:47:55Zx",
    "2021-12-19T10:47:55.Z", " 2021-12-19", "2021-12-19T", "2021-1-9", "２０２１-12-19",
  ])
  func iso8601_impossible_isRefused(_ text: String) {
    #expect(TimeFormat.iso8601.parse(text) == nil)
  }

  @Test(arguments: [
    ("dd/MM/yyyy HH:mm", "03/11/2026 09:05", "2026-11-03T09:05:00Z"),
    ("dd/MM/yyyy HH:mm", "3/1/2026 9:05", "2026-01-03T09:05:00Z"),
    ("d. MMM yyyy, HH:mm:ss", "7. Mar 2026, 01:02:03", "2026-03-07T01:02:03Z"),
    ("EEE MMM d yyyy", "Tue November 3 2026", "2026-11-03T00:00:00Z"),
    ("M/d/yy h:mm a", "11/3/26 12:05 AM", "2026-11-03T00:05:00Z"),
    ("M/d/yy h:mm a", "11/3/26 12:05 pm", "2026-11-03T12:05:00Z"),
    ("yyyyMMdd'T'HHmmss.SSS", "20261103T010203.5", "2026-11-03T01:02:03Z"),
    ("epoch-seconds", "1639910875", "2021-12-19T10:47:55Z"),
    ("epoch-milliseconds", "-1", "1969-12-31T23:59:59Z"),
  ])
  func patterns_readWhatTheySay(_ pattern: String, _ text: String, _ expected: String) throws {
    let format = try #require(TimeFormat(pattern: pattern))
    let parsed = try #require(format.parse(text))
    #expect(parsed.civil.timestamp().utcText == expected)
  }

  @Test(arguments: ["", "HH:mm", "yyyy-MM", "yyyy-MM-dd hh:mm", "yyyy-MM-dd Q", "yyyy-MM-dd 'T"])
  func patterns_withoutADayOrWithUnknownLetters_areRefused(_ pattern: String) {
    #expect(TimeFormat(pattern: pattern) == nil)
  }

  /// Minutes where the month is meant, and the month where minutes are: `2026-03-16 09:10` would be read as a day of October.
  @Test(arguments: [
    "yyyy-mm-dd HH:MM", "dd/mm/yyyy HH:MM:ss", "yyyy-mm-dd MM", "MM/MM/yyyy dd HH:mm", "dd/MM/yyyy mm:HH",
  ])
  func patterns_withMixedUpMinutesAndMonths_areRefused(_ pattern: String) {
    #expect(TimeFormat(pattern: pattern) == nil)
  }

  @Test func everyDayOfFourCenturies_survivesTheRoundTrip() {
    var day = Timestamp(seconds: -12_219_292_800)
    for _ in 0..<146_097 {
      #expect(CivilTime(day).timestamp() == day)
      day.seconds += 86_400
    }
  }
}
