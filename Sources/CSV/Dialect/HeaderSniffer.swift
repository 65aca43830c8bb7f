import Bytes

extension SniffedDialect {
  /// Tells whether the first record names the columns: it then differs from what stands below it.
  mutating func sniffHeader(_ text: [UInt8]) {
    var trial = dialect
    trial.hasHeader = false
    trial.encoding = .utf8
    var options = ReaderOptions.lenient
    options.checksText = false
    guard var reader = try? CSVReader(bytes: text, dialect: trial, options: options) else { return }
    let rows = HeaderSniffer.rows(&reader, limit: 100)
    guard let first = rows.first else { return }
    let votes = HeaderSniffer.votes(first, rows.dropFirst())
    let isNamed = HeaderSniffer.areNames(first)
    dialect.hasHeader = votes > 0 || (votes == 0 && isNamed)
    if votes > 0 {
      note("header: the first record differs from those below it", votes > 1 ? 1 : 0.95)
    } else if votes < 0 {
      note("no header: the first record looks like those below it", votes < -1 ? 0.9 : 0.8)
    } else {
      note(isNamed ? "header: the first record could be names" : "no header: the first record cannot be names", 0.7)
    }
  }
}

/// What a first record says of being a header.
enum HeaderSniffer {
  /// What a cell holds.
  enum Shape: Hashable {
    case empty, number, time, address, truth, text
  }

  static func rows(_ reader: inout CSVReader, limit: Int) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var record = CSVRecord()
    while rows.count < limit {
      do throws(CSVError) {
        guard try reader.next(into: &record) else { break }
        rows.append((0..<record.count).map { record[$0].array() })
      } catch {
        if !error.isRecoverable { break }
      }
    }
    return rows
  }

  /// For each column of one shape other than text: +1 where the first record's cell is text, -1 where it has the shape.
  static func votes(_ first: [[UInt8]], _ body: ArraySlice<[[UInt8]]>) -> Int {
    var votes = 0
    for (column, cell) in first.enumerated() {
      let shapes = body.compactMap { column < $0.count ? shape($0[column]) : nil }.filter { $0 != .empty }
      guard let common = shapes.first, common != .text, shapes.allSatisfy({ $0 == common }) else {
        if body.count > 1, !cell.isEmpty, body.contains(where: { column < $0.count && $0[column] == cell }) {
          votes -= 1
        }
        continue
      }
      let own = shape(cell)
      if own == .text { votes += 1 }
      if own == common { votes -= 1 }
    }
    return votes
  }

  /// Whether cells can be names: there, different, short, on one line, and none a number or time.
  static func areNames(_ cells: [[UInt8]]) -> Bool {
    Set(cells).count == cells.count
      && cells.allSatisfy { $0.count <= 100 && !$0.contains(0x0A) && shape($0) == .text }
  }

  static func shape(_ cell: [UInt8]) -> Shape {
    let text = cell.filter { !$0.isBlank }
    if text.isEmpty { return .empty }
    let digits = text.count { $0.decimalValue != nil }
    let marks = text.count { "+-.,:/TZ%".utf8.contains($0) }
    if digits > 0 && digits + marks == text.count {
      let separators = text.count { "-:/".utf8.contains($0) }
      return separators >= 2 && text.first != UInt8(ascii: "-") ? .time : .number
    }
    if text.contains(UInt8(ascii: "@")) && text.contains(UInt8(ascii: ".")) { return .address }
    let word = String(decoding: text, as: UTF8.self).lowercased()
    return ["true", "false", "yes", "no"].contains(word) ? .truth : .text
  }
}
