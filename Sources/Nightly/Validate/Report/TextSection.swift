import Bytes
import Schema
import Sedric

/// The part of a text report that one file has: its violations by rule and field, the first places of each.
struct TextSection {
  /// How many places of a rule are shown.
  private static let placesShown = 3
  let file: FileReport
  let paint: Paint

  func write(into buffer: inout ByteBuffer) {
    let log = file.checked.log
    let kind = file.kind.map { " (\($0.rawValue), by \(file.kindSource?.rawValue ?? "name"))" } ?? ""
    buffer.append(paint.strong(printable(file.path)) + kind + "\n")
    for group in log.groups { write(group, log, into: &buffer) }
    buffer.append("\n")
  }

  private func write(_ group: ViolationLog.Group, _ log: ViolationLog, into buffer: inout ByteBuffer) {
    let count = log.count(group)
    let places = log.kept.filter {
      $0.rule == group.rule && $0.severity == group.severity && $0.fieldName == group.field
    }
    let severity = group.severity == .error ? paint.error("error") : paint.warning("warning")
    let times = count == 1 ? "" : ", \(count) times"
    let note = places.first.map { ": \($0.note)" } ?? group.field.map { " in \($0)" } ?? ""
    buffer.append("  \(severity) \(group.rule.rawValue)\(times)\(note)\n")
    for violation in places.prefix(TextSection.placesShown) { write(violation, into: &buffer) }
    let hidden = count - min(places.count, TextSection.placesShown)
    if hidden > 0, count > 1 { buffer.append("    and \(counted(hidden, "more place"))\n") }
    buffer.append("    fix: \(group.rule.advice)\n")
  }

  private func write(_ violation: Violation, into buffer: inout ByteBuffer) {
    var words: [String] = []
    if let line = violation.line { words.append("line \(line)") }
    if let record = violation.record {
      words.append(record == 0 ? "the header" : file.kind?.isList == true ? "item \(record)" : "record \(record)")
    }
    if let field = violation.fieldNumber { words.append("field \(field)") }
    if let offset = violation.byteOffset, violation.line == nil { words.append("byte \(offset)") }
    guard !words.isEmpty else { return }
    buffer.append("    \(words.joined(separator: ", "))\n")
    writeCaret(violation, into: &buffer)
  }

  /// The header with a caret under the cell's column, and what the cell holds where that is asked for.
  private func writeCaret(_ violation: Violation, into buffer: inout ByteBuffer) {
    if let number = violation.fieldNumber, number >= 1, number <= file.checked.labels.count {
      let before = file.checked.labels.prefix(number - 1).reduce(0) { $0 + printable($1).count + 1 }
      let label = printable(file.checked.labels[number - 1])
      buffer.append("      \(file.checked.labels.map(printable).joined(separator: ","))\n")
      let carets = paint.error(String(repeating: "^", count: max(1, label.count)))
      buffer.append("      \(String(repeating: " ", count: before))\(carets)\n")
    }
    guard let value = violation.value else { return }
    buffer.append("      = \(printable(String(repairing: value.span.extracting(first: min(value.count, 200)))))")
    buffer.append(value.count > 200 ? "... (\(value.count) bytes)\n" : "\n")
  }
}

/// A text on one line, without what moves a terminal's cursor.
func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
  }
  return result
}
