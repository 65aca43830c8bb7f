import Bytes
import Files
import TestSupport
import Testing

@testable import CSV

/// Numbers that are the same in every run.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493
  }

  mutating func roll(_ sides: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(sides))
  }
}

@Suite struct RoundTripTests {
  static let pieces = [
    "", "a", ",", "\"", "\"\"", "\r\n", "\n", "\r", ";", "é", "日本", "😀", " ", "\t", "\u{FEFF}", "sep=;", "#", "\\",
    String(repeating: "long ", count: 15), String(repeating: "\"", count: 70), String(repeating: "x", count: 63),
  ]

  static func records(_ dice: inout Dice) -> [[String]] {
    let width = 1 + dice.roll(5)
    return (0..<1 + dice.roll(12)).map { _ in
      (0..<width).map { _ in (0..<dice.roll(4)).map { _ in pieces[dice.roll(pieces.count)] }.joined() }
    }
  }

  @Test(arguments: kernels)
  func written_isReadBack(_ kernel: Kernel) {
    var dice = Dice(7)
    for _ in 0..<400 {
      let records = RoundTripTests.records(&dice)
      let policy = QuotePolicy.allCases[dice.roll(3)]
      let delimiter = Array(",;\t|".utf8)[dice.roll(4)]
      let lineFeedOnly = dice.roll(2) == 0
      var encoder = CSVEncoder(
        delimiter: delimiter, quote: 0x22, policy: policy, lineFeedOnly: lineFeedOnly, kernel: kernel)
      var buffer = ByteBuffer()
      for record in records { encoder.record(record, into: &buffer) }
      var options = ReaderOptions.strict
      options.kernel = kernel
      options.bufferSize = 1 + dice.roll(200)
      let reading = Reading(buffer.span.array(), Dialect(delimiter: delimiter, hasHeader: false), options)
      #expect(reading == Reading(rows: records))
    }
  }

  /// Records that were read are written without taking their fields apart where that changes nothing.
  @Test(arguments: kernels)
  func recordThatWasRead_isWrittenAsItsFieldsAre(_ kernel: Kernel) throws {
    var dice = Dice(8)
    for _ in 0..<400 {
      let records = RoundTripTests.records(&dice)
      let delimiters = Array(",;".utf8)
      func encoder(_ policy: QuotePolicy, _ delimiter: UInt8) -> CSVEncoder {
        CSVEncoder(delimiter: delimiter, quote: 0x22, policy: policy, lineFeedOnly: false, kernel: kernel)
      }
      var source = encoder(QuotePolicy.allCases[dice.roll(3)], delimiters[dice.roll(2)])
      var text = ByteBuffer()
      for record in records { source.record(record, into: &text) }
      var options = ReaderOptions.strict
      (options.kernel, options.bufferSize) = (kernel, 1 + dice.roll(5000))
      let dialect = Dialect(delimiter: source.delimiter, hasHeader: false)
      var reader = try CSVReader(bytes: text.span.array(), dialect: dialect, options: options)
      let (policy, delimiter) = (QuotePolicy.allCases[dice.roll(3)], delimiters[dice.roll(2)])
      var (whole, single) = (encoder(policy, delimiter), encoder(policy, delimiter))
      var copied = ByteBuffer()
      var expected = ByteBuffer()
      var record = CSVRecord()
      while try reader.next(into: &record) {
        whole.fields(of: record, into: &copied)
        whole.endRecord(into: &copied)
        for field in 0..<record.count { single.field(record[field], into: &expected) }
        single.endRecord(into: &expected)
      }
      #expect(copied.span.array() == expected.span.array())
    }
  }

  @Test func everyByte_isReadBack_whereTextIsNotChecked() throws {
    let fields = (UInt8.min...UInt8.max).map { [$0, 0x61, $0] }
    var encoder = CSVEncoder()
    var buffer = ByteBuffer()
    for field in fields { encoder.field(field.span, into: &buffer) }
    encoder.endRecord(into: &buffer)
    var options = ReaderOptions.strict
    options.checksText = false
    var reader = try CSVReader(
      bytes: buffer.span.array(), dialect: Dialect(delimiter: 0x2C, hasHeader: false), options: options)
    var record = CSVRecord()
    #expect(try reader.next(into: &record))
    let read = (0..<record.count).map { record[$0].array() }
    #expect(read == fields)
  }

  @Test func file_appearsWhole_andOnlyWhenFinished() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("out.csv")
    do {
      var writer = try CSVWriter(path: path)
      try writer.record(["a", "b"])
    }
    #expect(try Folder.names(in: folder.path) == [])
    var writer = try CSVWriter(path: path)
    try writer.record(["a", "b"])
    try writer.record(["1", "x,\"y\""])
    try writer.finish(durable: true)
    #expect(try String(decoding: folder.read("out.csv"), as: UTF8.self) == "a,b\r\n1,\"x,\"\"y\"\"\"\r\n")
    #expect(try FileStatus.of(path).mode == 0o600)
  }

  @Test func fullDisk_isNamed() throws {
    guard let full = try? FileDescriptor.open("/dev/full", .append(mode: 0o600)) else { return }
    var writer = CSVWriter(to: full)
    try writer.record(["a"])
    var failures: [CSVError] = []
    do throws(CSVError) { try writer.flush() } catch { failures.append(error) }
    do throws(CSVError) { try writer.finish() } catch { failures.append(error) }
    #expect(failures.map(\.description) == Array(repeating: "/dev/full: No space left on device", count: 2))
  }
}
