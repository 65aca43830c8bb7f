import Bytes
import Schema
import Testing

/// A checker that learns how a writer writes its objects must find exactly what a new one finds.
@Suite struct ObjectTemplateTests {
  private static let fields = [
    Field(
      "message",
      .object([
        Field("author", .string, constraints: Constraints(minLength: 1), summary: "", example: "ada"),
        Field(
          "time", .timestamp, constraints: Constraints(isSorted: true), summary: "", example: "2020-01-01T00:00:00Z"),
        Field("inbound", .boolean, summary: "", example: "true"),
        Field("to", .list(Field("", .string, summary: "", example: "bo")), .optional, summary: "", example: "[]"),
        Field("n", .integer, .optional, constraints: Constraints(maximum: 9), summary: "", example: "1"),
        Field("id", .string, .optional, constraints: Constraints(isUnique: true), summary: "", example: "m-1"),
      ]), summary: "", example: "{}")
  ]

  private static let good =
    #"{"author":"ada","time":"2020-01-01T00:00:00Z","inbound":true,"to":["bo","cy"],"n":3,"id":"m-1"}"#

  /// Pieces that an object is changed by: each at each place, and each place taken away.
  private static let pieces = ["\"", "\\", "}", "]", ",", ":", " ", "x", "1", "{", "é", "\u{1}", "\\u0041", "false"]

  private static var variants: [String] {
    let text = Array(good)
    var all = [good, good + " ", " " + good, good + "{}", "", "{}", "[]", "null"]
    for place in text.indices {
      all.append(String(text[..<place] + text[(place + 1)...]))
      all.append(String(text[..<place]))
      for piece in pieces { all.append(String(text[..<place]) + piece + String(text[place...])) }
    }
    return all
  }

  @Test func everyChangeOfAnObject_isJudgedAsByAFreshChecker() {
    let plan = SchemaPlan(Self.fields)
    var learned = CellChecker(plan)
    for variant in Self.variants {
      // The good one first, so that its form is what the changed one is compared with.
      learned.startRow()
      learned.checkCell(Self.good.utf8.span, 0)
      #expect(learned.findings.isEmpty)
      learned.startRow()
      learned.checkCell(variant.utf8.span, 0)
      var fresh = CellChecker(plan)
      fresh.startRow()
      fresh.checkCell(variant.utf8.span, 0)
      let (left, right) = (learned.findings.map(\.described), fresh.findings.map(\.described))
      #expect(left == right, "\(variant)")
      let times = (learned.sortedTime, fresh.sortedTime)
      #expect(times.0 == times.1, "\(variant)")
    }
  }

  @Test func nestingBehindALearnedForm_isLimitedAsBefore() {
    let plan = SchemaPlan([
      Field("o", .object([Field("a", .object([], open: true), summary: "", example: "{}")]), summary: "", example: "{}")
    ])
    for depth in 509...514 {
      let nested =
        "{\"a\":" + String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth + 1)
      var learned = CellChecker(plan)
      learned.checkCell(#"{"a":{}}"#.utf8.span, 0)
      learned.checkCell(nested.utf8.span, 0)
      var fresh = CellChecker(plan)
      fresh.checkCell(nested.utf8.span, 0)
      let isSame = learned.findings.map(\.described) == fresh.findings.map(\.described)
      #expect(isSame, "depth \(depth)")
      let isRefused = !fresh.findings.isEmpty
      #expect(isRefused == (depth > 511))
    }
  }
}

extension Finding {
  fileprivate var described: String { "\(rule.rawValue) \(field): \(note)" }
}
