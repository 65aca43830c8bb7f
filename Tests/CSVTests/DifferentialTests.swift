import Bytes
import Foundation
import TestSupport
import Testing

@testable import CSV

/// The reader and the encoder beside Python's `csv`, over 100 000 generated files.
///
/// Where strict reading finds nothing wrong, both must give the same records, and Python's writer must write them as our
/// encoder does. What our reader refuses and Python takes is only what strictness intends:
/// a quote in an unquoted field, a bare CR (Python: a line end), a NUL, blank lines (Python: a record of no fields, here
/// one of one empty field where the file has one column) and ragged records, whose fields are still compared.
@Suite struct DifferentialTests {
  static let cases = 100_000
  static let python = findProgram("python3")

  @Test(.enabled(if: python != nil, "needs python3"))
  func pythonsCSV_agrees() throws {
    let folder = try TemporaryFolder()
    var dice = Dice(2026)
    var files: [[UInt8]] = []
    var framed: [UInt8] = []
    for index in 0..<DifferentialTests.cases {
      files.append(index % 5 < 3 ? Generated.wellFormed(&dice) : Generated.soup(&dice))
      Frames.append(files[index], to: &framed)
    }
    try folder.write(framed, to: "cases")
    let result = try runCommand(
      DifferentialTests.python ?? "", ["-c", pythonReader, folder.file("cases"), folder.file("results")],
      timeLimit: 300)
    #expect(result.status == 0, "\(result.errorText)")
    try compare(files, Frames(bytes: folder.read("results")))
  }

  private func compare(_ files: [[UInt8]], _ theirs: Frames) throws {
    var frames = theirs
    var agreed = 0
    var options = ReaderOptions.strict
    options.bufferSize = 4096
    for (index, file) in files.enumerated() {
      options.kernel = kernels[index % kernels.count]
      let ours = Outcome(file, options)
      let rows = frames.next()
      let written = frames.next()
      let text = String(decoding: file, as: UTF8.self).debugDescription
      if ours.mustFail {
        #expect(rows == Array("error".utf8), "Python takes what is broken: \(text)")
      } else if !ours.mayDiffer {
        #expect(rows == ours.framed, "records differ: \(text)")
        #expect(written == ours.written, "written differs: \(text)")
        agreed += 1
      }
    }
    #expect(frames.isAtEnd)
    // Most files must be ones to agree on, or nothing was compared.
    #expect(agreed > DifferentialTests.cases * 6 / 10, "only \(agreed) were compared")
  }
}

/// What our reader makes of a file, in the form that Python's is written in.
struct Outcome {
  /// The records: for each its fields, for each of those its bytes; all framed by lengths.
  var framed: [UInt8] = []
  var written: [UInt8] = []
  /// Python, strict as well, must refuse the file.
  var mustFail = false
  /// The file holds what strictness refuses on purpose.
  var mayDiffer = false

  init(_ file: [UInt8], _ options: ReaderOptions) {
    var encoder = CSVEncoder()
    var buffer = ByteBuffer()
    do {
      var reader = try CSVReader(
        bytes: file, dialect: Dialect(delimiter: 0x2C, hasHeader: false), options: options)
      var record = CSVRecord()
      while true {
        do throws(CSVError) {
          guard try reader.next(into: &record) else { break }
        } catch {
          note(error)
          if mustFail || mayDiffer { return }
        }
        add(record, &encoder, &buffer)
      }
    } catch {
      mayDiffer = true
    }
    written = buffer.span.array()
  }

  private mutating func note(_ error: CSVError) {
    switch error.kind {
    case .textAfterQuote, .unterminatedQuote: mustFail = true
    case .missingCell, .extraCell, .blankRow: break
    default: mayDiffer = true
    }
  }

  private mutating func add(_ record: borrowing CSVRecord, _ encoder: inout CSVEncoder, _ buffer: inout ByteBuffer) {
    var fields: [UInt8] = []
    // A blank line is no field to Python.
    let isBlank = record.rawBytes.isEmpty
    for field in 0..<record.count where !isBlank { Frames.append(record[field].array(), to: &fields) }
    Frames.append(fields, to: &framed)
    guard !isBlank else { return }
    for field in 0..<record.count { encoder.field(record[field], into: &buffer) }
    encoder.endRecord(into: &buffer)
  }
}

/// Runs of bytes, each behind its length in four bytes, little end first.
struct Frames {
  let bytes: [UInt8]
  private var at = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { at == bytes.count }

  mutating func next() -> [UInt8] {
    guard at + 4 <= bytes.count else { return [] }
    let length = (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    at += 4 + length
    return Array(bytes[(at - length)..<at])
  }

  static func append(_ run: [UInt8], to bytes: inout [UInt8]) {
    for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: run.count >> (8 * shift))) }
    bytes += run
  }
}

/// Files as they may come.
enum Generated {
  private static let texts = [
    "", "a", "bc", "x y", "é", "日本", "😀", "0", "-1.5", ";", "'", "plain words of some length",
  ]
  private static let specials = [",", "\"", "\r\n", "\n", "\r", "\"\"", ",,"]
  private static let soupPieces = [
    "a", "b", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r\n", "\r", "é", " ", "\",\"", "\"\n",
  ]

  /// Records of one width, quoted where they must be and at times where not.
  static func wellFormed(_ dice: inout Dice) -> [UInt8] {
    let width = 1 + dice.roll(6)
    let lineEnd = dice.roll(2) == 0 ? "\r\n" : "\n"
    var text = ""
    for _ in 0..<dice.roll(9) {
      text += (0..<width).map { _ in field(&dice, lineEnd) }.joined(separator: ",") + lineEnd
    }
    if dice.roll(4) == 0, text.hasSuffix(lineEnd) { text.unicodeScalars.removeLast(lineEnd.unicodeScalars.count) }
    return Array(text.utf8)
  }

  private static func field(_ dice: inout Dice, _ lineEnd: String) -> String {
    var text = ""
    for _ in 0..<dice.roll(4) { text += texts[dice.roll(texts.count)] }
    guard dice.roll(3) == 0 else { return text }
    for _ in 0..<dice.roll(4) { text += specials[dice.roll(specials.count)] + texts[dice.roll(texts.count)] }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// Anything, most of it broken.
  static func soup(_ dice: inout Dice) -> [UInt8] {
    let kinds = dice.roll(3) == 0 ? 4 : soupPieces.count
    return (0..<dice.roll(25)).flatMap { _ in Array(soupPieces[dice.roll(kinds)].utf8) }
  }
}

/// Reads each framed file with `csv.reader`, strictly, and writes its records and what `csv.writer` makes of them.
private let pythonReader = """
  import csv, io, struct, sys
  def framed(run):
      return struct.pack("<I", len(run)) + run
  data = open(sys.argv[1], "rb").read()
  out = open(sys.argv[2], "wb")
  at = 0
  while at < len(data):
      (length,) = struct.unpack_from("<I", data, at)
      text = data[at + 4 : at + 4 + length].decode("utf-8")
      at += 4 + length
      try:
          rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
          records = b"".join(framed(b"".join(framed(field.encode()) for field in row)) for row in rows)
          sink = io.StringIO(newline="")
          csv.writer(sink).writerows(row for row in rows if row)
          written = sink.getvalue().encode()
      except csv.Error:
          records, written = b"error", b""
      out.write(framed(records) + framed(written))
  out.close()
  """
