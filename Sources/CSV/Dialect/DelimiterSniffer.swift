import Bytes

extension SniffedDialect {
  /// Tells delimiter, quote, escape and comments above the table: the way of cutting that makes records alike is the right one.
  mutating func sniffDelimiter(_ text: [UInt8]) {
    if let delimiter = SeparatorLine.delimiter(text.span) {
      dialect.delimiter = delimiter
      dialect.honorsSeparatorLine = true
      return note("delimiter \(Dialect.show(delimiter)): the line sep= names it")
    }
    passEmptyLines(text)
    sniffComment(text)
    let trials = Trial.all(text, dialect)
    guard let best = trials.max(by: { $0.score < $1.score }), best.width > 1 else {
      return note("delimiter \(Dialect.show(dialect.delimiter)): no delimiter cuts the records alike; one column", 0.5)
    }
    dialect = best.dialect
    let rival = trials.filter { $0.dialect.delimiter != best.dialect.delimiter }.map(\.score).max() ?? 0
    let share = Double(best.alike) / Double(max(best.records, 1))
    let sureness = min(share, 1 - max(0, rival) * 0.5) * (best.records < 3 ? 0.8 : 1)
    note(
      "delimiter \(Dialect.show(best.dialect.delimiter)): \(best.alike) of \(best.records) records have \(best.width) fields",
      max(0.1, sureness))
    if dialect.quote == UInt8(ascii: "'") { note("quote ': fields start and end with it, none with \"", 0.8) }
    if dialect.escape != nil { note("escape \\: quotes within quotes have a backslash before them", 0.8) }
  }

  /// Leaves out the empty lines above the table, as they are no records among it either.
  private mutating func passEmptyLines(_ text: [UInt8]) {
    let breaks = text.prefix { $0 == 0x0A || $0 == 0x0D }
    let ends: UInt8 = dialect.lineEnding == .cr ? 0x0D : 0x0A
    dialect.skipLines = breaks.count { $0 == ends }
    guard dialect.skipLines > 0 else { return }
    note(
      "header: \(dialect.skipLines == 1 ? "an empty line stands" : "\(dialect.skipLines) empty lines stand") above it")
  }

  /// Whether a line has as many fields as the records below it, whatever stands within their quotes.
  private func isCutAlike(_ line: ArraySlice<UInt8>, _ below: some Sequence<UInt8>) -> Bool {
    let trials = Trial.all(Array(below), dialect)
    guard let best = trials.max(by: { $0.score < $1.score }), best.width > 1 else { return false }
    return Trial(Array(line), best.dialect).width == best.width
  }

  /// Leaves out the lines that start with `#` above the first that does not, where cutting cannot take them for a header.
  /// Below it such a line is a record like any other: a number may be written `#17`, and none may be lost unseen.
  private mutating func sniffComment(_ text: [UInt8]) {
    guard text.first(where: { $0 != 0x0A && $0 != 0x0D }) == UInt8(ascii: "#") else { return }
    let lines = text.split(separator: 0x0A, maxSplits: 50, omittingEmptySubsequences: false)
    let above = lines.prefix { $0.first == UInt8(ascii: "#") || $0.isEmpty || $0.elementsEqual([0x0D]) }
    let comments = above.filter { $0.first == UInt8(ascii: "#") }
    guard above.count < lines.count, let first = comments.first else { return }
    func delimiters(_ line: ArraySlice<UInt8>) -> [Int] {
      Trial.delimiters.map { delimiter in line.count { $0 == delimiter } }
    }
    let cuts = delimiters(first)
    if cuts == delimiters(lines[above.count]) || isCutAlike(first, lines[above.count...].joined(separator: [0x0A])) {
      let isWord = cuts.contains { $0 > 0 } && first.dropFirst().first.map { !$0.isBlank } ?? false
      if isWord || comments.count == 1 { return }
    }
    dialect.skipLines = above.count
    note("comments: \(comments.count == 1 ? "a line starts" : "\(comments.count) lines start") with # above it", 0.85)
  }
}

extension Dialect {
  /// A delimiter as people call it.
  public static func show(_ delimiter: UInt8) -> String {
    switch delimiter {
    case 0x09: "TAB"
    case 0x20: "space"
    default: String(UnicodeScalar(delimiter))
    }
  }
}

/// One way of cutting a sample, and what came of it.
struct Trial {
  let dialect: Dialect
  private(set) var records = 0
  /// The number of fields that most records have, and how many have it.
  private(set) var width = 1
  private(set) var alike = 0
  private var broken = 0
  private var quoted = 0
  private var cells = 0
  private var mixed = 0

  /// In the order of preference where two cut equally well.
  static let delimiters = Array(",;\t|".utf8)

  static func all(_ text: [UInt8], _ start: Dialect) -> [Trial] {
    var trials: [Trial] = []
    for delimiter in delimiters {
      var dialect = start
      dialect.delimiter = delimiter
      dialect.hasHeader = false
      let doubled = Trial(text, dialect)
      trials.append(doubled)
      if doubled.broken > 0 && text.contains(UInt8(ascii: "\\")) || hasEscape(of: delimiter, text) {
        dialect.escape = UInt8(ascii: "\\")
        trials.append(Trial(text, dialect))
      }
      if doubled.quoted == 0 && text.contains(UInt8(ascii: "'")) {
        dialect.escape = nil
        dialect.quote = UInt8(ascii: "'")
        let single = Trial(text, dialect)
        if single.quoted > 1 && single.broken == 0 { trials.append(single) }
      }
    }
    return trials
  }

  /// Whether a backslash stands before a delimiter or a line end, as where nothing is quoted.
  private static func hasEscape(of delimiter: UInt8, _ text: [UInt8]) -> Bool {
    zip(text, text.dropFirst()).contains { $0 == UInt8(ascii: "\\") && ($1 == delimiter || $1 == 0x0A || $1 == 0x0D) }
  }

  init(_ text: [UInt8], _ dialect: Dialect) {
    self.dialect = dialect
    var options = ReaderOptions.lenient
    options.checksText = false
    options.warningLimit = 10_000
    // The sample is UTF-8 already.
    var decoded = dialect
    decoded.encoding = .utf8
    guard var reader = try? CSVReader(bytes: text, dialect: decoded, options: options) else { return }
    var record = CSVRecord()
    var widths: [Int: Int] = [:]
    while true {
      do {
        guard try reader.next(into: &record) else { break }
        records += 1
        var width = record.count
        // What lenient reading filled in was not in the file.
        if reader.warnings.last?.mending == .filledCells, reader.warnings.last?.error.record == record.number {
          if case .missingCell(_, let found)? = reader.warnings.last?.error.kind { width = found }
        }
        widths[width, default: 0] += 1
        judge(record)
      } catch {
        broken += 1
        if !error.isRecoverable { break }
      }
    }
    broken += reader.warnings.count { $0.error.kind == .textAfterQuote || $0.error.kind == .quoteInUnquotedField }
    let best = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }
    width = best?.key ?? 1
    alike = best?.value ?? 0
  }

  /// Counts quoted cells, and cells in which another delimiter stands between words without a blank.
  private mutating func judge(_ record: borrowing CSVRecord) {
    for field in 0..<record.count {
      cells += 1
      if record.wasQuoted(field) {
        quoted += 1
        continue
      }
      let text = record[field]
      for at in 0..<text.count where text[at] != dialect.delimiter && Trial.delimiters.contains(text[at]) {
        let next = at + 1 < text.count ? text[at + 1] : 0x20
        if !next.isBlank && !(text[at] == UInt8(ascii: ",") && next.decimalValue != nil) {
          mixed += 1
          break
        }
      }
    }
  }

  /// From 0 to 1, how much this looks like the way the file was written.
  var score: Double {
    guard width > 1, records > 0 else { return 0 }
    let alikeness = Double(alike) / Double(records)
    let breakage = min(1, Double(broken) / Double(records))
    let mixture = Double(mixed) / Double(max(cells, 1))
    // A preference that only decides between equals.
    let rank = Double(Trial.delimiters.firstIndex(of: dialect.delimiter) ?? 4) * 0.001
    let plainness = dialect.escape == nil && dialect.quote == UInt8(ascii: "\"") ? 0 : 0.002
    return alikeness * alikeness * (1 - 0.5 * breakage) * (1 - 0.5 * mixture) - rank - plainness
  }
}
