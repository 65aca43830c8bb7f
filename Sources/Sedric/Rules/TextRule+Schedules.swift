import Bytes
import Schema

extension TextRule {
  /// How often the vendor scans: `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`, or minute, hour, day of month,
  /// month and day of week as cron takes them (`*`, numbers, names, ranges, steps, lists).
  static let scanningFrequency = TextRule(
    name: "scanning-frequency",
    words: "@hourly, @daily, @weekly, @monthly, @yearly or a cron expression of five fields",
    pattern: #"^(@(hourly|daily|weekly|monthly|yearly)|[0-9A-Za-z*,/\-]+( +[0-9A-Za-z*,/\-]+){4})$"#
  ) { text in
    for name in ["@hourly", "@daily", "@weekly", "@monthly", "@yearly"] where text.isEqual(to: name) { return true }
    return isCronExpression(text)
  }
}

/// What a field of a cron expression may hold.
private struct CronField {
  let range: ClosedRange<Int>
  var names: [String] = []
}

private let cronFields = [
  CronField(range: 0...59), CronField(range: 0...23), CronField(range: 1...31),
  CronField(
    range: 1...12, names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
  CronField(range: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
]

private func isCronExpression(_ text: Span<UInt8>) -> Bool {
  guard text.count <= 256, let line = String(validating: text) else { return false }
  let parts = line.split(separator: " ", omittingEmptySubsequences: true)
  guard parts.count == cronFields.count, line.first != " ", line.last != " " else { return false }
  return zip(parts, cronFields).allSatisfy { part, field in
    part.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { isCronItem($0, field) }
  }
}

/// `*`, `5`, `1-5`, each with or without a step `/2`.
private func isCronItem(_ item: Substring, _ field: CronField) -> Bool {
  let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
  if halves.count == 2 {
    guard let step = cronNumber(halves[1]), step >= 1, step <= field.range.upperBound else { return false }
  }
  if halves[0] == "*" { return true }
  let ends = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
  let values = ends.compactMap { cronValue($0, field) }
  guard values.count == ends.count else { return false }
  return values.count == 1 ? halves.count == 1 : values[0] <= values[1]
}

private func cronValue(_ text: Substring, _ field: CronField) -> Int? {
  if let index = field.names.firstIndex(of: text.lowercased()) { return index + field.range.lowerBound }
  guard let number = cronNumber(text), field.range.contains(number) else { return nil }
  return number
}

private func cronNumber(_ text: Substring) -> Int? {
  guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { return nil }
  return Int(text)
}
