import CommandLineKit
import Nightly

/// `export --explain` on the terminal.
struct RunExplanation {
  let explanation: RecordExplanation
  private static let width = 60

  func print(_ console: Console) {
    console.print("\(explanation.kind) \(explanation.id): \(explanation.file) line \(explanation.line)")
    console.print()
    var table = TextTable(["field", "value", "from"])
    for field in explanation.fields { table.add([field.name, Self.shown(field), field.source]) }
    console.write(table.text())
    let reasons = explanation.fields.filter { $0.reason != nil }
    if !reasons.isEmpty { console.print() }
    for field in reasons { console.print("\(field.name): \(field.reason ?? "")") }
    console.print()
    if !explanation.unused.isEmpty {
      console.print("Columns that nothing uses: \(explanation.unused.joined(separator: ", ")).")
    }
    console.print(explanation.refusal.map { "The record is refused: \($0)" } ?? "The record is good.")
  }

  /// The value on one line, cut where it is long.
  private static func shown(_ field: RecordExplanation.Field) -> String {
    if field.reason != nil { return "!" }
    guard let value = field.value else { return "-" }
    let line = String(
      String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    return line.count > width ? "\(line.prefix(width - 1))…" : line
  }
}
