public import Bytes
import CByteScan

/// Appends CSV fields and records to a buffer: RFC 4180 with CRLF, quotes where they must be.
///
/// What it writes a strict reader of the same dialect reads back byte for byte; for NUL and bytes that are not UTF-8
/// that reader must not check text.
public struct CSVEncoder: Sendable {
  /// The byte between fields.
  public let delimiter: UInt8
  /// The byte around fields.
  public let quote: UInt8
  /// Which fields are quoted.
  public let policy: QuotePolicy
  private let lineEnd: StaticString
  private let level: nf_level
  /// The fields in the open record.
  public private(set) var fieldCount = 0
  private var isBlank = true

  /// Creates an encoder that stands at the start of a record.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""), policy: QuotePolicy = .minimal,
    lineFeedOnly: Bool = false
  ) {
    self.init(delimiter: delimiter, quote: quote, policy: policy, lineFeedOnly: lineFeedOnly, kernel: .best)
  }

  init(delimiter: UInt8, quote: UInt8, policy: QuotePolicy, lineFeedOnly: Bool, kernel: Kernel) {
    self.delimiter = delimiter
    self.quote = quote
    self.policy = policy
    lineEnd = lineFeedOnly ? "\n" : "\r\n"
    level = kernel.usable
  }

  /// Appends one field; a delimiter stands before all but the first of a record.
  public mutating func field(_ text: Span<UInt8>, into buffer: inout ByteBuffer) {
    unsafe buffer.appendUnsafely(capacity: CSVEncoder.room(bytes: text.count, fields: 1)) { free in
      guard let target = free.baseAddress else { return 0 }
      return unsafe put(text, target)
    }
  }

  /// Appends the fields of a record that was read, and leaves the record open.
  mutating func fields(of record: borrowing CSVRecord, into buffer: inout ByteBuffer) {
    let isSpelledAlike = record.quote == UInt16(quote) && record.block?.delimiter == delimiter
    guard isSpelledAlike, policy != .nonNumeric, fieldCount == 0, record.count > 0 else {
      for field in 0..<record.count { self.field(record[field], into: &buffer) }
      return
    }
    let before = buffer.count
    unsafe buffer.appendUnsafely(capacity: CSVEncoder.room(bytes: record.raw.count, fields: record.count)) { free in
      guard let target = free.baseAddress else { return 0 }
      return unsafe nf_csv_put_record(
        level, target, record.base, record.first, record.ends, record.count, delimiter, quote, policy == .all)
    }
    fieldCount = record.count
    isBlank = buffer.count == before
  }

  /// The most bytes that fields with `bytes` of text take, and what kernels may write behind them.
  private static func room(bytes: Int, fields: Int) -> Int {
    bytes * 2 + fields * 3 + Int(NF_PADDING)
  }

  private mutating func put(_ text: Span<UInt8>, _ target: UnsafeMutablePointer<UInt8>) -> Int {
    unsafe target[0] = delimiter
    let skipped = fieldCount > 0 ? 1 : 0
    fieldCount += 1
    // A byte order mark at the start of a field would be lost if the field opened the file.
    let always = policy == .all || (policy == .nonNumeric && !text.isNumber) || text.startsWithByteOrderMark
    isBlank = fieldCount == 1 && text.isEmpty && !always
    return unsafe text.withUnsafeBufferPointer { source in
      let place = unsafe target + skipped
      guard let start = source.baseAddress else {
        unsafe (place[0], place[1]) = (quote, quote)
        return always ? skipped + 2 : skipped
      }
      return unsafe skipped + nf_csv_put(level, place, start, source.count, delimiter, quote, always)
    }
  }

  /// Appends one field.
  public mutating func field(_ text: String, into buffer: inout ByteBuffer) {
    field(text.utf8.span, into: &buffer)
  }

  /// Closes the record. One empty field is written as `""`: an empty line would not be told from a blank one.
  public mutating func endRecord(into buffer: inout ByteBuffer) {
    if isBlank {
      buffer.append(quote)
      buffer.append(quote)
    }
    buffer.append(lineEnd)
    fieldCount = 0
    isBlank = true
  }

  /// Appends a whole record.
  public mutating func record(_ fields: [String], into buffer: inout ByteBuffer) {
    for text in fields { field(text, into: &buffer) }
    endRecord(into: &buffer)
  }
}

extension Span<UInt8> {
  /// Whether the text is a decimal number as JSON writes it: `-12.5e3`.
  var isNumber: Bool {
    var at = 0
    if at < count, self[at] == UInt8(ascii: "-") { at += 1 }
    guard passDigits(&at) else { return false }
    if at < count, self[at] == UInt8(ascii: ".") {
      at += 1
      guard passDigits(&at) else { return false }
    }
    if at < count, self[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < count, self[at] == UInt8(ascii: "-") || self[at] == UInt8(ascii: "+") { at += 1 }
      guard passDigits(&at) else { return false }
    }
    return at == count
  }

  private func passDigits(_ at: inout Int) -> Bool {
    let start = at
    while at < count, self[at].decimalValue != nil { at += 1 }
    return at > start
  }

  var startsWithByteOrderMark: Bool {
    count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
  }
}
