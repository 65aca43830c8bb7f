public import Bytes

/// One row of a source as named values, in memory that the caller owns and that every row reuses.
///
/// Values are numbered as the source's `columns`. A column behind the last value is missing.
public struct Record: ~Copyable {
  /// What a source says of a value.
  public enum ValueKind: UInt8, Hashable, Sendable {
    /// No value: NULL, an absent key, a cell that the row does not have.
    case missing
    /// A value of a source without types, a CSV file's cell.
    case untyped
    /// Text.
    case text
    /// A number in the source's own digits.
    case number
    /// `true` or `false`.
    case boolean
    /// A JSON array or object as JSON text.
    case json
  }

  private struct Cell {
    var end: Int
    var kind: ValueKind
  }

  private var bytes = ByteBuffer(capacity: 4096)
  private var cells: [Cell] = []

  /// Which of the source's `files` the record stands in.
  public internal(set) var file = 0
  /// The line on which it begins, from 1; the row's number where the source has no lines.
  public internal(set) var line = 0

  /// Creates an empty record.
  public init() {}

  /// How many values are held.
  public var count: Int { cells.count }

  /// How many bytes all values have.
  public var byteCount: Int { bytes.count }

  /// The value's bytes, UTF-8 unless the source reports otherwise; empty where it is missing.
  public subscript(_ column: Int) -> Span<UInt8> {
    @_lifetime(borrow self)
    get {
      guard column < cells.count else { return bytes.span.extracting(0..<0) }
      return bytes.span.extracting((column == 0 ? 0 : cells[column - 1].end)..<cells[column].end)
    }
  }

  /// What the source says of the value.
  public func kind(_ column: Int) -> ValueKind {
    column < cells.count ? cells[column].kind : .missing
  }

  /// Whether there is nothing: no value, or an empty one.
  public func isEmpty(_ column: Int) -> Bool {
    guard column < cells.count else { return true }
    return cells[column].end == (column == 0 ? 0 : cells[column - 1].end)
  }

  /// Whether the values of some columns are the same in another record, and of the same kinds.
  public func isEqual(to other: borrowing Record, in columns: [Int]) -> Bool {
    for column in columns where kind(column) != other.kind(column) || !self[column].isEqual(to: other[column]) {
      return false
    }
    return true
  }

  /// Forgets all values and begins the row at `line` of the source's file number `file`.
  public mutating func begin(file: Int, line: Int) {
    bytes.removeAll()
    cells.removeAll(keepingCapacity: true)
    self.file = file
    self.line = line
  }

  /// Adds the next column's value.
  public mutating func append(_ value: Span<UInt8>, _ kind: ValueKind) {
    bytes.append(value)
    cells.append(Cell(end: bytes.count, kind: kind))
  }

  /// Adds a column without a value.
  public mutating func appendMissing() {
    cells.append(Cell(end: bytes.count, kind: .missing))
  }

  /// Adds bytes to the last value.
  mutating func extendLast(_ more: Span<UInt8>) {
    guard !cells.isEmpty else { return }
    bytes.append(more)
    cells[cells.count - 1].end = bytes.count
  }

  /// Appends the record to `buffer` so that `read(from:)` restores it; lengths are 64-bit, low byte first.
  public borrowing func store(to buffer: inout ByteBuffer) {
    buffer.append(word: UInt64(file))
    buffer.append(word: UInt64(line))
    buffer.append(word: UInt64(cells.count))
    for cell in cells { buffer.append(word: UInt64(cell.end) << 8 | UInt64(cell.kind.rawValue)) }
    buffer.append(bytes.span)
  }

  /// Takes over a record that `store` wrote; false where the bytes are none.
  public mutating func restore(from stored: Span<UInt8>) -> Bool {
    guard stored.count >= 24 else { return false }
    begin(file: Int(stored.word(at: 0)), line: Int(stored.word(at: 8)))
    let columns = Int(stored.word(at: 16))
    let start = 24 + columns * 8
    guard stored.count >= start else { return false }
    for index in 0..<columns {
      let word = stored.word(at: 24 + index * 8)
      cells.append(
        Cell(end: Int(word >> 8), kind: ValueKind(rawValue: UInt8(truncatingIfNeeded: word)) ?? .missing))
    }
    bytes.append(stored.extracting(start..<stored.count))
    return cells.last.map { $0.end == bytes.count } ?? (bytes.count == 0)
  }
}
