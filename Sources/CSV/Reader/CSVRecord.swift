import Bytes
import CByteScan

/// One record of a file, owned by the caller and filled again and again by `CSVReader.next(into:)`.
///
/// Its fields are slices of the reader's own buffer, unescaped only where a field holds doubled quotes and only when
/// it is asked for. They are valid until the record is filled again, whatever happens to the reader.
@safe
public struct CSVRecord: ~Copyable {
  @usableFromInline var base: UnsafePointer<UInt8>
  @usableFromInline var ends: UnsafePointer<UInt32>
  @usableFromInline var first = 0
  /// The number of fields; 0 in a record that could not be cut into fields.
  public internal(set) var count = 0
  /// The quote of fields in the block; nothing a byte can equal where fields are stored without quotes.
  @usableFromInline var quote = noQuote
  /// What keeps the bytes alive.
  var block: RecordBlock? { didSet { level = block?.level ?? level } }
  private var level = NF_PORTABLE
  var raw = 0..<0
  let scratch = Scratch()
  /// The record's number, the first behind the header being 1.
  public internal(set) var number = 0
  /// Where the record starts in the text, as UTF-8 and decompressed.
  public internal(set) var byteOffset: Int64 = 0

  @usableFromInline static let noQuote: UInt16 = 0x100
  private nonisolated(unsafe) static let nowhere = unsafe (
    bytes: UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 1)),
    ends: UnsafePointer(UnsafeMutablePointer<UInt32>.allocate(capacity: 1))
  )

  /// Creates an empty record to be filled.
  public init() {
    unsafe base = CSVRecord.nowhere.bytes
    unsafe ends = CSVRecord.nowhere.ends
  }

  /// A field's text without quotes, each doubled quote once. O(1), or O(length) where quotes were doubled.
  @inlinable
  public subscript(_ field: Int) -> Span<UInt8> {
    @_lifetime(borrow self)
    get {
      precondition(field >= 0 && field < count, "a field outside the record")
      let entry = unsafe ends[field]
      let end = Int(entry & 0x7FFF_FFFF)
      let start = unsafe field == 0 ? first : Int(ends[field &- 1] & 0x7FFF_FFFF) &+ 1
      let isQuoted = unsafe UInt16(base[start]) == quote
      // Constants only: a variable that ends in a span is put on the heap.
      if isQuoted && entry > 0x7FFF_FFFF {
        let text = unsafe unescaped(UnsafeBufferPointer(start: base + start + 1, count: end &- start &- 2))
        return unsafe _overrideLifetime(Span(_unsafeElements: text), borrowing: self)
      }
      let quotes = isQuoted ? 1 : 0
      let text = unsafe Span(_unsafeStart: base + start + quotes, count: end &- start &- 2 &* quotes)
      return unsafe _overrideLifetime(text, borrowing: self)
    }
  }

  /// A field's text as a `String`; bytes that are not UTF-8, which only a reader that does not check text lets through,
  /// become U+FFFD.
  @inlinable
  public func string(_ field: Int) -> String {
    let text = self[field]
    return unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a field stood in quotes.
  public func wasQuoted(_ field: Int) -> Bool {
    precondition(field >= 0 && field < count, "a field outside the record")
    if quote == CSVRecord.noQuote { return unsafe ends[field] & CellStore.quotedFlag != 0 }
    let start = unsafe field == 0 ? first : Int(ends[field - 1] & NF_POSITION) + 1
    return unsafe UInt16(base[start]) == quote
  }

  /// The record as it stands in the file, without its line end; also of a record that is in error.
  public var rawBytes: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let start = unsafe UnsafePointer(block?.bytes) ?? base
      let text = unsafe UnsafeBufferPointer(start: start + raw.lowerBound, count: raw.count)
      return unsafe _overrideLifetime(Span(_unsafeElements: text), borrowing: self)
    }
  }

  /// The physical line that the record starts in, the first being 1.
  public var line: Int { block?.line(at: raw.lowerBound) ?? 0 }

  /// The field's text in the scratch memory, at the place that its distance from the record's start gives it: asking
  /// twice writes the same bytes again and disturbs no other field.
  @usableFromInline
  func unescaped(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let source = text.baseAddress else { return unsafe text }
    let target = unsafe scratch.room(raw.count) + (source - (base + raw.lowerBound))
    let count = unsafe nf_csv_unescape(level, target, source, text.count, UInt8(truncatingIfNeeded: quote))
    return unsafe UnsafeBufferPointer(start: target, count: count)
  }

  /// Lets go of the reader's memory, so that the reader may fill it anew; the record is empty then.
  public mutating func release() {
    block = nil
    unsafe base = CSVRecord.nowhere.bytes
    unsafe ends = CSVRecord.nowhere.ends
    (first, count, raw, quote) = (0, 0, 0..<0, CSVRecord.noQuote)
  }
}

/// Memory for unescaped fields that grows only when a record asks for its first one.
@safe
final class Scratch {
  private var bytes: UnsafeMutablePointer<UInt8> = .allocate(capacity: 64)
  private var capacity = 64

  deinit {
    unsafe bytes.deallocate()
  }

  func room(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if count > capacity {
      unsafe bytes.deallocate()
      capacity = max(count, capacity * 2)
      unsafe bytes = .allocate(capacity: capacity)
    }
    return unsafe bytes
  }
}
