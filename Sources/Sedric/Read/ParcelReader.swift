import Bytes
public import CSV
public import Files
public import JSONText
public import Schema

/// Reads a valid file of one kind back into the rows that a `ParcelEmitter` makes such a file from.
///
/// Columns may stand in any order, lines may end in LF, cells may be quoted without need and a byte order mark may stand
/// before it all: the rows are the same. An empty cell is an absent one, as both are written alike. Memory is that of one
/// row.
///
/// ```swift
/// var reader = try ParcelReader(kind: .chat, path: "chat-1.csv")
/// var row = MappedRow(fieldCount: reader.fields.count)
/// while try reader.next(into: &row) { use(row) }
/// ```
public struct ParcelReader: ~Copyable {
  /// Why a file cannot be read back.
  public enum Failure: Error {
    /// It cannot be opened or read.
    case system(SystemError)
    /// It is no CSV.
    case csv(CSVError)
    /// A cell, or the list, is no JSON.
    case json(JSONError)
  }

  /// The kind of the file.
  public let kind: FileKind
  /// What a row's cells are, in their order.
  public let fields: [Field]
  private let layout: RowLayout
  private var table: CSVReader?
  private var list = JSONListReader()
  private var file: FileDescriptor?
  /// The field of the file that each column is, by its place in the schema; nil for columns that the schema has not.
  private var columns: [Int?] = []
  private var record = CSVRecord()
  private var text = ByteBuffer(capacity: 1024)

  /// Opens a file. With `splitsObjects` the members of a cell's object are cells of their own (`message.author`), as an
  /// emitter has them; without, the cell is the object's JSON.
  public init(kind: FileKind, path: String, splitsObjects: Bool = true) throws(Failure) {
    self.kind = kind
    layout = RowLayout(kind, splitsObjects: splitsObjects)
    fields = layout.fields
    do throws(CSVError) {
      if !kind.isList {
        let reader = try CSVReader(path: path, options: CSVCheck.readerOptions)
        columns = reader.header.map { kind.schema.index(of: $0) }
        table = consume reader
      }
    } catch {
      throw .csv(error)
    }
    do throws(SystemError) {
      if kind.isList { file = try ParcelReader.openText(path) }
    } catch {
      throw .system(error)
    }
  }

  /// Opens a file at its first byte behind a byte order mark.
  private static func openText(_ path: String) throws(SystemError) -> FileDescriptor {
    let file = try FileDescriptor.open(path, .read)
    var beginning = ByteBuffer(capacity: 4)
    _ = try file.read(into: &beginning, atMost: UTF8Check.byteOrderMark.count)
    return beginning.span.array() == UTF8Check.byteOrderMark ? file : try FileDescriptor.open(path, .read)
  }

  /// Fills `row`, which has as many cells as there are `fields`, with the next row; false at the end.
  public mutating func next(into row: inout MappedRow) throws(Failure) -> Bool {
    row.removeAll()
    return kind.isList ? try nextItem(into: &row) : try nextRecord(into: &row)
  }

  private mutating func nextRecord(into row: inout MappedRow) throws(Failure) -> Bool {
    do throws(CSVError) {
      guard try table?.next(into: &record) == true else { return false }
    } catch {
      throw .csv(error)
    }
    var text = ByteBuffer(capacity: 0)
    swap(&text, &self.text)
    defer { swap(&text, &self.text) }
    for column in 0..<min(record.count, columns.count) {
      guard let field = columns[column], !record[column].isEmpty else { continue }
      switch layout.sources[field] {
      case .cell(let cell): row.set(cell, record[column])
      case .object(let cells):
        do throws(JSONError) {
          try layout.setMembers(of: record[column], cells, &row, &text)
        } catch {
          throw .json(error)
        }
      }
    }
    return true
  }

  private mutating func nextItem(into row: inout MappedRow) throws(Failure) -> Bool {
    var text = ByteBuffer(capacity: 0)
    swap(&text, &self.text)
    defer { swap(&text, &self.text) }
    while true {
      do throws(JSONError) {
        switch try list.next() {
        case .item:
          try layout.setMembers(of: list.item, 0..<fields.count, &row, &text)
          return true
        case .end: return false
        case .needsMore: break
        }
      } catch {
        throw .json(error)
      }
      try fill()
    }
  }

  private mutating func fill() throws(Failure) {
    let wanted = list.wanted
    do throws(SystemError) {
      guard let source = file.take() else { return }
      let count = try list.fill { (buffer) throws(SystemError) in try source.read(into: &buffer, atMost: wanted) }
      if count == 0 { list.finish() }
      file = consume source
    } catch {
      throw .system(error)
    }
  }
}
