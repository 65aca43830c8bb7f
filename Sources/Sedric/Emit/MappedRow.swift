import Bytes

/// One record of a source as the vendor's texts, a cell for each field of a `ParcelEmitter`, reused from row to row.
///
/// Texts are UTF-8; times `2021-12-19T10:47:55Z`, booleans `true` and `false`, objects and lists JSON. A cell that is not
/// set is absent, which is not the same as empty.
public struct MappedRow: ~Copyable {
  private struct Cell {
    var start = 0
    var count = -1
  }

  private var bytes = ByteBuffer(capacity: 1024)
  private var cells: [Cell]

  /// Creates a row with no cell set.
  public init(fieldCount: Int) {
    cells = Array(repeating: Cell(), count: fieldCount)
  }

  /// The number of cells.
  public var count: Int { cells.count }

  /// The bytes of all cells together.
  public var byteCount: Int { bytes.count }

  /// Forgets all cells and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll()
    for field in cells.indices { cells[field] = Cell() }
  }

  /// Sets a cell.
  public mutating func set(_ field: Int, _ value: Span<UInt8>) {
    cells[field] = Cell(start: bytes.count, count: value.count)
    bytes.append(value)
  }

  /// Sets a cell.
  public mutating func set(_ field: Int, _ value: String) {
    set(field, value.utf8.span)
  }

  /// Makes a cell absent.
  public mutating func clear(_ field: Int) {
    cells[field] = Cell()
  }

  /// Whether a cell is set.
  public func isSet(_ field: Int) -> Bool { cells[field].count >= 0 }

  /// A cell's text, or nil where it is absent.
  public subscript(_ field: Int) -> Span<UInt8>? {
    @_lifetime(borrow self)
    get {
      let cell = cells[field]
      guard cell.count >= 0 else { return nil }
      return bytes.span.extracting(cell.start..<(cell.start + cell.count))
    }
  }
}

extension MappedRow {
  /// Another row with the same cells.
  func copy() -> MappedRow {
    var row = MappedRow(fieldCount: count)
    row.assign(self)
    return row
  }

  /// Becomes a copy of another row with as many cells.
  mutating func assign(_ other: borrowing MappedRow) {
    removeAll()
    for field in 0..<other.count {
      if let value = other[field] { set(field, value) }
    }
  }
}
