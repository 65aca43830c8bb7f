import CommandLineKit
import JSONText
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

  /// All of it as JSON; values whole.
  var json: String {
    var writer = JSONWriter(indentation: 2)
    writer.beginObject()
    writer.member("kind", explanation.kind)
    writer.member("id", explanation.id)
    writer.member("file", explanation.file)
    writer.member("line", explanation.line)
    writer.objects("fields", of: explanation.fields) { writer, field in
      writer.member("name", field.name)
      writer.member("from", field.source)
      if let value = field.value { writer.member("value", value) }
      if let reason = field.reason { writer.member("reason", reason) }
    }
    writer.member("unused", explanation.unused)
    if let refusal = explanation.refusal { writer.member("refused", refusal) }
    writer.endObject()
    return writer.text
  }

  /// The value on one line, cut where it is long.
  private static func shown(_ field: RecordExplanation.Field) -> String {
    if field.reason != nil { return "!" }
    guard let value = field.value else { return "-" }
    let line = String(
      String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    return DisplayWidth.cut(line, to: width)
  }
}
