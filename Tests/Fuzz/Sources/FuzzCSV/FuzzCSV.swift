import Bytes
import CSV

/// libFuzzer's entry: the first two bytes choose dialect, mode, kernel and buffer; the rest is the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count >= 2 else { return 0 }
  let text = Array(UnsafeBufferPointer(start: start + 2, count: count - 2))
  let choice = Choice(start[0], start[1])
  choice.checkLosesNothing(text)
  choice.checkPathsAgree(text)
  choice.checkRoundTrip(text)
  _ = Dialect.sniff(bytes: text)
  return 0
}

/// One way of reading.
struct Choice {
  var dialect = Dialect()
  var options = ReaderOptions()

  init(_ first: UInt8, _ second: UInt8) {
    dialect.hasHeader = first & 1 != 0
    dialect.delimiter = Array(",;\t|".utf8)[Int(first >> 1 & 3)]
    dialect.lineEnding = Dialect.LineEnding.allCases[Int(first >> 3 & 3)]
    if first & 0x20 != 0 { dialect.escape = 0x5C }
    if first & 0x40 != 0 { dialect.comment = 0x23 }
    if first & 0x80 != 0 { options.mode = .lenient }
    options.bufferSize = [1, 7, 64, 4096][Int(second & 3)]
    let kernels = Kernel.allCases.filter(\.isAvailable)
    options.kernel = kernels[Int(second >> 2) % kernels.count]
    if second & 0x40 != 0 { (options.fieldLimit, options.recordLimit) = (40, 100) }
    if second & 0x80 != 0 { options.checksText = false }
  }

  /// Every byte of the text is in a record, in an error's record, or is a line end, a comment or a byte order mark:
  /// records come in order, do not overlap, and the reading ends.
  func checkLosesNothing(_ text: [UInt8]) {
    var end: Int64 = 0
    var steps = 0
    _ = read(text, options) { record in
      steps += 1
      precondition(steps <= text.count * 2 + 8, "more records than bytes")
      precondition(record.byteOffset >= end, "records overlap")
      end = record.byteOffset + Int64(record.rawBytes.count)
      precondition(end <= text.count, "a record ends behind the text")
    }
  }

  /// The plainest way through the reader gives the same as the chosen one.
  func checkPathsAgree(_ text: [UInt8]) {
    guard options.fieldLimit > 1000 else { return }
    var plain = options
    plain.kernel = .portable
    plain.bufferSize = 1 << 16
    precondition(read(text, options) { _ in } == read(text, plain) { _ in }, "two ways differ")
  }

  /// What is written is read back.
  func checkRoundTrip(_ text: [UInt8]) {
    let fields = text.split(separator: 0x61, omittingEmptySubsequences: false).map(Array.init)
    var encoder = CSVEncoder(delimiter: dialect.delimiter)
    var buffer = ByteBuffer()
    for field in fields { encoder.field(field.span, into: &buffer) }
    encoder.endRecord(into: &buffer)
    var options = options
    (options.checksText, options.fieldLimit, options.recordLimit, options.mode) = (false, 1 << 20, 1 << 20, .strict)
    var read: [[UInt8]] = []
    do {
      var reader = try CSVReader(
        bytes: buffer.span.array(), dialect: Dialect(delimiter: dialect.delimiter, hasHeader: false), options: options)
      var record = CSVRecord()
      while try reader.next(into: &record) { for field in 0..<record.count { read.append(record[field].array()) } }
    } catch {
      preconditionFailure("what was written cannot be read: \(error)")
    }
    precondition(read == fields, "what was written reads otherwise")
  }

  /// All that a reader says, as one run of bytes.
  private func read(_ text: [UInt8], _ options: ReaderOptions, _ visit: (borrowing CSVRecord) -> Void) -> [UInt8] {
    var said: [UInt8] = []
    do {
      var reader = try CSVReader(bytes: text, dialect: dialect, options: options)
      var record = CSVRecord()
      while true {
        do throws(CSVError) {
          guard try reader.next(into: &record) else { break }
          said.append(0xFE)
        } catch {
          said += Array("\(error)".utf8)
          if !error.isRecoverable { break }
        }
        visit(record)
        for field in 0..<record.count { said += [0xFF] + record[field].array() }
      }
      for warning in reader.warnings { said += Array("\(warning)".utf8) }
    } catch {
      said += Array("\(error)".utf8)
    }
    return said
  }
}
