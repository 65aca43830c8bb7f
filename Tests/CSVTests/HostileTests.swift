import Bytes
import Testing

@testable import CSV

/// Input that was made to hurt: sizes, repetition, places.
@Suite struct HostileTests {
  private static func options(field: Int = 64 << 20, record: Int = 256 << 20, _ mode: ReaderOptions.Mode = .strict)
    -> ReaderOptions
  {
    var options = ReaderOptions(mode: mode)
    (options.fieldLimit, options.recordLimit) = (field, record)
    options.bufferSize = 4096
    return options
  }

  private static let bare = Dialect(delimiter: 0x2C, hasHeader: false)

  @Test func largeField_isRefused_andTheNextRecordFollows() {
    let large = String(repeating: "x", count: 200_000)
    for field in [large, "\"\(large)\"", "\"\(large)\n\(large)\""] {
      let text = Array("a,b\n1,\(field)\nc,d\n".utf8)
      let reading = Reading(text, HostileTests.bare, HostileTests.options(field: 100_000))
      #expect(reading.rows == [["a", "b"], ["c", "d"]])
      #expect(reading.errors == ["field-too-large@2:2:6"])
      #expect(Reading(text, HostileTests.bare, HostileTests.options(field: 1 << 20)).rows.count == 3)
    }
  }

  @Test func largeRecord_isRefused_andTheNextRecordFollows() {
    let text = "a,b\n" + String(repeating: "xxxx,", count: 50_000) + "x\nc,d\n"
    let reading = Reading(Array(text.utf8), HostileTests.bare, HostileTests.options(record: 100_000))
    #expect(reading.rows == [["a", "b"], ["c", "d"]])
    #expect(reading.errors.map { $0.prefix(16) } == ["record-too-large"])
  }

  /// Those that go byte by byte.
  private static let dialectsWithoutKernel: [Dialect] = {
    var dialects = Array(repeating: bare, count: 3)
    dialects[0].escape = 0x5C
    dialects[1].comment = 0x23
    dialects[2].lineEnding = .any
    return dialects
  }()

  @Test(arguments: dialectsWithoutKernel)
  func dialectsWithoutKernel_keepTheLimits(_ dialect: Dialect) {
    let field = "\"" + String(repeating: "x\n", count: 100_000) + "\""
    let text = Array("a,b\n1,\(field)\n".utf8)
    let refused = Reading(text, dialect, HostileTests.options(field: 100_000))
    #expect(refused.rows.first == ["a", "b"])
    #expect(refused.errors.first == "field-too-large@2:2:6")
    #expect(Reading(text, dialect, HostileTests.options()).rows.count == 2)
  }

  @Test func quoteThatNeverCloses_staysWithinTheLimit() {
    let text = Array(("a,b\n1,\"" + String(repeating: "2,3\n", count: 100_000)).utf8)
    let reading = Reading(text, HostileTests.bare, HostileTests.options(field: 100_000))
    #expect(reading.rows == [["a", "b"]])
    #expect(reading.errors.first == "field-too-large@2:2:6")
  }

  /// Each of these would take minutes if any step were quadratic.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "\"", "\"a", "\"\"", "a\"b\n", "\"a\"b\n", "\r", "\"a\" ", "\"a\"b\"", ",", "\n", "\0\n", "\u{FFFD}\n", "a,b\r",
      "\\",
      "# \"\n", "\"\n", "é\"x\"\r",
    ])
  func repetition_isLinear(_ piece: String) {
    let text = Array(String(repeating: piece, count: 60_000 / piece.utf8.count).utf8)
    for mode in [ReaderOptions.Mode.strict, .lenient] {
      var options = HostileTests.options(mode)
      options.warningLimit = 10
      HostileTests.drain(text, HostileTests.bare, options)
      var escaped = HostileTests.bare
      (escaped.escape, escaped.comment, escaped.lineEnding) = (0x5C, 0x23, .any)
      HostileTests.drain(text, escaped, options)
    }
  }

  /// A name is found for each column without looking through all others.
  @Test(.timeLimit(.minutes(1)), arguments: ["", "a", "a_2"])
  func manyColumnsOfOneName_areNamedInLinearTime(_ name: String) throws {
    let header = Array(repeating: name, count: 60_000) + ["a", "a_3", "column_7"]
    let reader = try CSVReader(bytes: Array(header.joined(separator: ",").utf8), options: ReaderOptions(mode: .lenient))
    #expect(Set(reader.header).count == header.count)
    #expect(reader.header.suffix(3) == header.suffix(3) || name == "a")
  }

  private static func drain(_ text: [UInt8], _ dialect: Dialect, _ options: ReaderOptions) {
    guard var reader = try? CSVReader(bytes: text, dialect: dialect, options: options) else { return }
    var record = CSVRecord()
    var end: Int64 = 0
    while true {
      do throws(CSVError) {
        guard try reader.next(into: &record) else { return }
      } catch {
        if !error.isRecoverable { return }
      }
      #expect(record.byteOffset >= end)
      end = record.byteOffset + Int64(record.rawBytes.count)
    }
  }

  /// Records in error and records handed out make up the whole text.
  @Test func rawBytes_loseNothing() throws {
    let lines = ["a,b", "1,\"x\"\"y\"", "2,x\"y", "3", "4,\"a\nb\"c", "5,\u{0}", "6,7", ""]
    let text = Array(lines.joined(separator: "\r\n").utf8)
    var reader = try CSVReader(bytes: text, dialect: HostileTests.bare)
    var record = CSVRecord()
    var raw: [String] = []
    while true {
      do throws(CSVError) {
        guard try reader.next(into: &record) else { break }
      } catch {
        #expect(error.isRecoverable)
      }
      raw.append(String(repairing: record.rawBytes))
    }
    #expect(raw == Array(lines.dropLast()))
  }

  /// A record that is kept while the reader goes on stays what it was.
  @Test func keptRecord_staysWhatItWas() throws {
    let text = Array((0..<20_000).map { "\($0),\"x\"\"\($0)\"\n" }.joined().utf8)
    var reader = try CSVReader(bytes: text, dialect: HostileTests.bare, options: HostileTests.options())
    var kept = CSVRecord()
    var other = CSVRecord()
    #expect(try reader.next(into: &kept))
    var count = 1
    while try reader.next(into: &other) { count += 1 }
    #expect(count == 20_000)
    #expect(kept.string(0) == "0")
    #expect(kept.string(1) == "x\"0")
    #expect(kept.line == 1)
    #expect(other.count == 0)
  }

  @Test func lines_areRight_whenAskedForLate() throws {
    let text = Array((0..<5000).map { "\($0),\"a\nb\"\n" }.joined().utf8)
    var reader = try CSVReader(bytes: text, dialect: HostileTests.bare, options: HostileTests.options())
    var record = CSVRecord()
    var index = 0
    while try reader.next(into: &record) {
      if index % 97 == 0 { #expect(record.line == 2 * index + 1) }
      #expect(record.number == index + 1)
      index += 1
    }
  }
}

/// Text that is not UTF-8.
@Suite struct EncodingTests {
  private static func reading(_ bytes: [UInt8], _ encoding: TextEncoding, buffer: Int = 4096) -> Reading {
    var dialect = Dialect(delimiter: 0x2C, hasHeader: false)
    dialect.encoding = encoding
    var options = ReaderOptions.strict
    options.bufferSize = buffer
    return Reading(bytes, dialect, options)
  }

  @Test(arguments: [1, 3, 4096])
  func encodings_becomeUTF8(_ buffer: Int) {
    let ansi: [UInt8] = [0x80, 0x2C, 0xE9, 0x0A]
    #expect(EncodingTests.reading(ansi, .windows1252, buffer: buffer).rows == [["€", "é"]])
    #expect(EncodingTests.reading([0xA4, 0x2C, 0xE9, 0x0A], .latin9, buffer: buffer).rows == [["€", "é"]])
    #expect(EncodingTests.reading([0xA4, 0x2C, 0xE9, 0x0A], .latin1, buffer: buffer).rows == [["¤", "é"]])
    let text = "\u{FEFF}é,😀\r\n日本,x\r\n"
    let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    #expect(EncodingTests.reading(little, .utf16LittleEndian, buffer: buffer).rows == [["é", "😀"], ["日本", "x"]])
    #expect(
      EncodingTests.reading(little.swappedPairs, .utf16BigEndian, buffer: buffer).rows == [["é", "😀"], ["日本", "x"]])
  }

  @Test(arguments: kernels)
  func brokenBytes_refuseTheirRecordAlone(_ kernel: Kernel) {
    var options = ReaderOptions.strict
    options.kernel = kernel
    for broken: [UInt8] in [
      [0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80],
    ] {
      for padding in [0, 61, 130] {
        let before = Array(("é," + String(repeating: "x", count: padding) + "\n").utf8)
        let text = before + Array("1,".utf8) + broken + Array("z\n2,\"ü\"\n".utf8)
        let reading = Reading(text, Dialect(delimiter: 0x2C, hasHeader: false), options)
        #expect(reading.rows.count == 2)
        #expect(reading.rows.last == ["2", "ü"])
        #expect(reading.errors == ["encoding-error@2:2:\(before.count + 2)"])
      }
    }
  }

  @Test func unassignedByte_isAnErrorOfItsRecord() {
    let reading = EncodingTests.reading([0x61, 0x2C, 0x81, 0x0A, 0x62, 0x2C, 0xE9, 0x0A], .windows1252)
    #expect(reading.rows == [["b", "é"]])
    #expect(reading.errors == ["encoding-error@1:2:2"])
  }

  @Test func loneSurrogate_andOddEnd_areErrors() {
    let text: [UInt8] = [0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x0A, 0, 0x62, 0, 0x0A, 0, 0x63]
    let reading = EncodingTests.reading(text, .utf16LittleEndian)
    #expect(reading.rows == [["a"], ["b"]])
    #expect(reading.errors.map { $0.prefix(14) } == ["encoding-error", "encoding-error"])
  }
}
