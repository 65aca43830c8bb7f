import Bytes
import CSV
import CommandLineKit
import Nightly

/// What is printed above a table: how the file is read, and why.
enum PreviewFacts {
  static func print(_ table: borrowing TablePreview, _ console: Console) {
    let dialect = table.reader.dialect
    let sniffed = table.sniffed
    console.print(PreviewCell.text(table.reader.path.utf8.span))
    fact("encoding", dialect.encoding.rawValue + (sniffed.hasByteOrderMark ? ", byte order mark" : ""), console)
    fact("delimiter", Dialect.show(dialect.delimiter), console)
    fact("quote", quoting(dialect), console)
    fact("line ends", sniffed.lineEnds.description, console)
    if let comment = dialect.comment { fact("comments", "lines that start with \(Dialect.show(comment))", console) }
    let names = table.reader.header.map { PreviewCell.text($0.utf8.span) }
    if dialect.hasHeader {
      fact("columns", "\(names.count): \(names.joined(separator: ", "))", console)
    } else {
      fact("columns", "\(table.reader.columnCount.map(String.init) ?? "not named"), no header", console)
    }
    fact("certainty", "\(Int((sniffed.confidence * 100).rounded())) %", console)
    for reason in sniffed.reasons { console.print("             \(reason)") }
    if dialect.hasHeader && !sniffed.dialect.hasHeader {
      console.note("note: the first record looks like data. If it is, add --no-header.")
    }
  }

  static func fact(_ name: String, _ value: String, _ console: Console) {
    console.print("  \(name)" + String(repeating: " ", count: 11 - name.utf8.count) + value)
  }

  private static func quoting(_ dialect: Dialect) -> String {
    guard let quote = dialect.quote else { return "none" }
    let escape = dialect.escape.map { "\(Dialect.show($0)) before quotes within" } ?? "doubled within"
    return "\(Dialect.show(quote)), \(escape)"
  }
}

/// Cells as a terminal can show them.
enum PreviewCell {
  /// A cell's text on one line: control characters as their pictures, where the locale has these, so that no cell steers the terminal.
  static func text(_ bytes: Span<UInt8>) -> String {
    var text = ""
    // Further text would be cut off anyway.
    for scalar in String(repairing: bytes.extracting(first: min(bytes.count, 2000))).unicodeScalars {
      text.unicodeScalars.append(visible(scalar))
    }
    return text
  }

  private static func visible(_ scalar: UnicodeScalar) -> UnicodeScalar {
    switch scalar.value {
    case 0..<0x20, 0x7F: Environment.isUTF8 ? picture(of: scalar) : Environment.blot
    case 0x80..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: Environment.blot
    default: scalar
    }
  }

  /// The sign that Unicode has for a control character of ASCII.
  private static func picture(of control: UnicodeScalar) -> UnicodeScalar {
    UnicodeScalar(control.value == 0x7F ? 0x2421 : 0x2400 + control.value) ?? Environment.blot
  }

  /// The most columns that a cell gets so that rows fit `width`: what the narrow columns leave is for the wide ones.
  /// Never fewer than eight, so a table of many columns may be wider.
  static func room(_ widths: [Int], in width: Int) -> Int {
    let space = width - 2 * (widths.count - 1)
    let fitting = (8...60).last { room in widths.reduce(0) { $0 + min($1, room) } <= space }
    return fitting ?? 8
  }
}
