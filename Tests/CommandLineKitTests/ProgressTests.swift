import Glibc
import Testing

@testable import CommandLineKit

@Suite struct ProgressTests {
  static let state = ProgressState(
    phase: "upload", done: 1234, total: 5000, bytes: 12 << 20, totalBytes: 40 << 20, connections: 2,
    names: ["voice/C-0001.mp3", "voice/C-0002.mp3"])

  @Test func wideLine_saysAll() {
    let line = ProgressLine.text(Self.state, rate: 1_048_576, width: 200)
    #expect(
      line
        == "upload  1 234/5 000 files  12 MiB of 40 MiB  1.0 MiB/s  28 s left  2 connections  voice/C-0001.mp3, voice/C-0002.mp3"
    )
  }

  @Test(arguments: [20, 30, 40, 60, 79, 80, 100, 119, 120])
  func narrowLine_fits(width: Int) {
    let line = ProgressLine.text(Self.state, rate: 1_048_576, width: width)
    #expect(DisplayWidth.of(line) <= width)
    #expect(line.hasPrefix("upload"))
  }

  @Test func unknownTotals_areNotGuessed() {
    let state = ProgressState(phase: "export", unit: "records", done: 3, bytes: 100)
    #expect(ProgressLine.text(state, rate: 50, width: 100) == "export  3 records  100 B  50 B/s")
    #expect(ProgressLine.json(state, rate: nil) == #"{"phase":"export","records":3,"bytes":100}"#)
    #expect(ProgressLine.text(ProgressState(phase: "validate"), rate: 0, width: 100) == "validate")
  }

  @Test func json_escapesNames() {
    let state = ProgressState(phase: "upload", names: ["a\"b\\\n.csv"])
    #expect(ProgressLine.json(state, rate: nil).contains(#""names":["a\"b\\\n.csv"]"#))
    let line = ProgressLine.text(ProgressState(phase: "upload", names: ["a\u{1B}[2Jb.csv"]), rate: nil, width: 80)
    #expect(!line.unicodeScalars.contains { $0.value < 0x20 }, "a name must not steer the terminal: \(line)")
  }

  @Test func rate_isOverTheLastSeconds() {
    var meter = RateMeter()
    #expect(meter.bytesPerSecond == nil)
    for second in 0...100 { meter.add(Int64(second < 50 ? second : 50 + (second - 50) * 100), at: Double(second)) }
    #expect(meter.bytesPerSecond.map { Int($0) } == 100)
    meter.add(0, at: 101)
    #expect(meter.bytesPerSecond == nil)
  }

  @Test(
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 KiB"), (1536, "1.5 KiB"), (20 << 20, "20 MiB"), (1023 << 20, "1.0 GiB"),
      (Int64.max, "8192 PiB"),
    ] as [(Int64, String)])
  func sizes(count: Int64, text: String) {
    #expect(Quantity.bytes(count) == text)
  }

  @Test(
    arguments: [
      (0, "0.0 s"), (0.44, "0.4 s"), (12, "12 s"), (59.9, "1:00"), (185, "3:05"), (3723, "1:02:03"),
      (183_600, "2 d 3:00:00"),
    ] as [(Double, String)])
  func times(seconds: Double, text: String) {
    #expect(Quantity.seconds(seconds) == text)
  }

  @Test func counts_areGrouped() {
    #expect([0, 1, 1000].map { Quantity.count($0, "parcel") } == ["0 parcels", "1 parcel", "1 000 parcels"])
    #expect(
      [0, 999, 1000, 1_234_567, -4321].map { Quantity.count($0) } == ["0", "999", "1 000", "1 234 567", "-4 321"])
  }

  @Test func display_drawsAtMostTenTimesASecond_andClearsItsLine() {
    let written = Self.collect { console in
      let display = ProgressDisplay(.live, console: console)
      for step in 0...100 { display.update(ProgressState(phase: "upload", done: step), at: Double(step) / 100) }
      display.finish()
    }
    let draws = written.split(separator: "\r").filter { $0.hasPrefix("upload") }
    #expect((9...11).contains(draws.count), "\(draws.count)")
    #expect(written.hasSuffix("\r\u{1B}[K"))
  }

  @Test func pipedDisplay_isSilent() {
    let written = Self.collect { console in
      let display = ProgressDisplay(.auto, console: console)
      display.update(Self.state, at: 1)
      display.finish()
    }
    #expect(written.isEmpty)
  }

  /// What `body` writes to standard error.
  static func collect(_ body: (Console) -> Void) -> String {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return "" }
    body(Console(output: ends[1], errors: ends[1]))
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe read(ends[0], &bytes, bytes.count)
    close(ends[0])
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
