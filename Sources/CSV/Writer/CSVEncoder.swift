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
    if fieldCount > 0 { buffer.append(delimiter) }
    fieldCount += 1
    // A byte order mark at the start of a field would be lost if the field opened the file.
    let always = policy == .all || (policy == .nonNumeric && !text.isNumber) || text.startsWithByteOrderMark
    isBlank = fieldCount == 1 && text.isEmpty && !always
    unsafe buffer.appendUnsafely(capacity: text.count * 2 + 2 + Int(NF_PADDING)) { free in
      unsafe text.withUnsafeBufferPointer { source in
        guard let target = free.baseAddress else { return 0 }
        guard let start = source.baseAddress else {
          unsafe (target[0], target[1]) = (quote, quote)
          return always ? 2 : 0
        }
        return unsafe nf_csv_put(level, target, start, source.count, delimiter, quote, always)
      }
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
