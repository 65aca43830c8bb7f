import Bytes
import Files
import JSONText

/// A file of JSON objects, one a line or all in one array; nested objects' members are columns like `contact.email`.
///
/// The file is read once for the columns' names, as any record may bring new ones, and once for the records.
final class JSONPart: TablePart {
  let columns: [String]
  private let numbers: [String: Int]
  private let file: Int
  private let flattens: Bool
  private var elements: JSONElements
  private var cells: [Cell?]
  private var values = ByteBuffer(capacity: 4096)
  /// A column for which the object at hand has two values.
  private var doubled: Int?

  private struct Cell {
    var start: Int
    var end: Int
    var kind: Record.ValueKind
  }

  init(path: String, file: Int, _ format: TableFormat, flattens: Bool) throws(DumpError) {
    self.file = file
    self.flattens = flattens
    columns = try JSONPart.columns(path, format, flattens)
    numbers = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    cells = Array(repeating: nil, count: columns.count)
    elements = try JSONElements(path: path, isArray: format == .json)
  }

  private static func columns(_ path: String, _ format: TableFormat, _ flattens: Bool) throws(DumpError) -> [String] {
    var elements = try JSONElements(path: path, isArray: format == .json)
    var columns: [String] = []
    var known: Set<String> = []
    while try elements.next() {
      // A broken object is reported when the records are read.
      let add = { (text: Span<UInt8>) throws(JSONError) in
        try walkObject(text, flattens: flattens) { name, _, _ in
          if known.insert(name).inserted { columns.append(name) }
        }
      }
      elements.withElement { text in
        do throws(JSONError) {
          try add(text)
        } catch {
          if error.isOfText { try? add(withoutLoneSurrogates(String(repairing: text).utf8.span).span) }
        }
      }
    }
    return columns
  }

  func next(into record: inout Record) throws(DumpError) -> RecordOutcome {
    guard try elements.next() else { return .end }
    record.begin(file: file, line: elements.elementLine)
    do throws(JSONError) {
      try elements.withElement { (text) throws(JSONError) in try collect(text) }
    } catch {
      return .broken(keepBroken(&record, error))
    }
    fill(&record)
    guard let doubled else { return .record }
    return .broken(
      RecordFault(
        rule: "source-error", field: columns[doubled],
        reason: "the object has two values for \(columns[doubled]): under that key, and in an object within it."))
  }

  private func fill(_ record: inout Record) {
    for cell in cells {
      if let cell {
        record.append(values.span.extracting(cell.start..<cell.end), cell.kind)
      } else {
        record.appendMissing()
      }
    }
  }

  private func collect(_ text: Span<UInt8>) throws(JSONError) {
    values.removeAll()
    for index in cells.indices { cells[index] = nil }
    doubled = nil
    try walkObject(text, flattens: flattens) { name, value, kind in
      guard let number = numbers[name] else { return }
      if cells[number] != nil { doubled = number }
      let start = values.count
      values.append(value)
      cells[number] = Cell(start: start, end: values.count, kind: kind)
    }
  }

  /// Keeps what a broken object holds. Bytes that are not UTF-8, and halves of surrogate pairs, are shown as U+FFFD, so that
  /// the other columns still say which interaction it is of; what cannot be taken apart is kept whole, in the first column.
  private func keepBroken(_ record: inout Record, _ error: JSONError) -> RecordFault {
    if error.isOfText, (try? elements.withElement { (text) throws(JSONError) in try collectRepaired(text) }) != nil {
      fill(&record)
      let column = columns.indices.first { String(repairing: record[$0]).unicodeScalars.contains("\u{FFFD}") }
      let problem = error.kind == .loneSurrogate ? "the object holds what is no text" : "the object is not UTF-8"
      return RecordFault(
        rule: "encoding-error", field: column.map { columns[$0] }, reason: "\(problem): \(error).")
    }
    elements.withElement { record.append($0.trimmed(), .text) }
    let rule = error.isOfText ? "encoding-error" : "source-error"
    return RecordFault(rule: rule, reason: "this is not a JSON object: \(error).")
  }

  private func collectRepaired(_ text: Span<UInt8>) throws(JSONError) {
    try collect(withoutLoneSurrogates(String(repairing: text).utf8.span).span)
  }
}

extension JSONError {
  /// Whether the object can be taken apart all the same, with U+FFFD for what is no text.
  fileprivate var isOfText: Bool { kind == .invalidUTF8 || kind == .loneSurrogate }
}
