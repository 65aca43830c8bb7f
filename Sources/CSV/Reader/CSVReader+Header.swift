import Bytes
import CByteScan

extension CSVReader {
  /// Checks the dialect, passes over what stands before the table, and reads the header.
  mutating func begin() throws(CSVError) {
    if let reason = dialect.contradiction { throw stop(.dialect(reason)) }
    try obeySeparatorLine()
    for _ in 0..<dialect.skipLines {
      scan.dropsLine = true
      while scan.dropsLine {
        if case .end = try passLine() { break }
      }
    }
    kernelDialect = nf_csv_dialect(
      delimiter: dialect.delimiter, quote: dialect.quote ?? 0, has_quote: dialect.quote != nil,
      crlf_only: dialect.lineEnding == .crlf)
    classes = ByteClasses(dialect)
    block.delimiter = dialect.delimiter
    scan.quote = dialect.quote.map { UInt16($0) } ?? CSVRecord.noQuote
    if dialect.hasHeader { try readHeader() }
  }

  /// A first line `sep=X`, bare or quoted, names the delimiter.
  private mutating func obeySeparatorLine() throws(CSVError) {
    guard dialect.honorsSeparatorLine else { return }
    try fill(atLeast: 16)
    let line = unsafe Span(_unsafeStart: UnsafePointer(block.bytes), count: scan.filled)
    if let delimiter = SeparatorLine.delimiter(line) {
      dialect.delimiter = delimiter
      dialect.skipLines += 1
    }
    if let reason = dialect.contradiction { throw stop(.dialect(reason)) }
  }

  private mutating func readHeader() throws(CSVError) {
    var record = CSVRecord()
    hasSameHeader = false
    do throws(CSVError) {
      let isThere = try next(into: &record)
      headerLineEnd = lineEnd(behind: record)
      if isThere, let headerText, record.rawBytes.isEqual(to: headerText.span) {
        hasSameHeader = true
        return
      }
      (header, columns, headerText) = ([], [:], nil)
      guard isThere else { throw stop(.missingHeader) }
      for field in 0..<record.count { header.append(String(repairing: record[field])) }
      var names = SpareNames(taken: header)
      for field in 0..<record.count { try enter(Array(header[field].utf8), at: field, record, &names) }
      if warningCount == 0, !dialect.honorsSeparatorLine { headerText = record.rawBytes.array() }
    } catch {
      var error = error
      error.isRecoverable = false
      throw error
    }
  }

  /// Notes a column's name, which must be there and be the only one.
  private mutating func enter(
    _ name: [UInt8], at field: Int, _ record: borrowing CSVRecord, _ names: inout SpareNames
  ) throws(CSVError) {
    let isBlank = name.allSatisfy(\.isBlank)
    guard isBlank || columns[name] != nil else {
      columns[name] = field
      return
    }
    guard options.checksHeader else { return }
    let place = error(isBlank ? .blankLabel : .duplicateLabel, at: record.raw.lowerBound, field: field + 1)
    if options.mode == .lenient {
      warn(place, .renamedColumn)
    } else if !(isBlank && options.namesBlankColumns) {
      throw place
    }
    header[field] = isBlank ? names.next(after: "column", from: field + 1) : names.next(after: header[field], from: 2)
    columns[Array(header[field].utf8)] = field
  }
}

/// Names for columns that have none of their own. Each is found in a step or two, however many are asked for.
private struct SpareNames {
  private var taken: Set<String>
  /// Where the search for each stem goes on: all numbers below are taken.
  private var numbers: [String: Int] = [:]

  init(taken: [String]) {
    self.taken = Set(taken)
  }

  /// The first of `stem_N`, `stem_N+1`, … that is no column's name, with N the given number.
  mutating func next(after stem: String, from start: Int) -> String {
    var number = max(start, numbers[stem] ?? start)
    while taken.contains("\(stem)_\(number)") { number += 1 }
    numbers[stem] = number + 1
    taken.insert("\(stem)_\(number)")
    return "\(stem)_\(number)"
  }
}

/// The first line that Excel obeys and writes.
enum SeparatorLine {
  /// The delimiter of a text that starts with `sep=X` or `"sep=X"`, in any case, and a line end.
  static func delimiter(_ text: Span<UInt8>) -> UInt8? {
    for (before, after) in [("sep=", ""), ("\"sep=", "\"")] {
      let end = before.utf8.count + 1 + after.utf8.count
      guard text.count >= end, isWord(before, text) else { continue }
      let rest = text.extracting(droppingFirst: before.utf8.count + 1)
      guard rest.starts(with: after.utf8.span) else { continue }
      if text.count == end || text[end] == 0x0A || text[end] == 0x0D { return text[before.utf8.count] }
    }
    return nil
  }

  /// Whether the text starts with a word whose letters are small ones.
  private static func isWord(_ word: String, _ text: Span<UInt8>) -> Bool {
    for (index, letter) in word.utf8.enumerated() {
      let byte = text[index]
      let isLetter = letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
      if byte != letter, !isLetter || byte | 0x20 != letter { return false }
    }
    return true
  }
}
