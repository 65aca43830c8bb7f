import Bytes
import Schema
import Testing

@Suite struct CellCheckerTests {
  private let fields = [
    Field("number", .integer, .optional, constraints: Constraints(minimum: 1, maximum: 5), summary: "", example: "3"),
    Field("share", .number, .optional, summary: "", example: "0.5"),
    Field("size", .string, .optional, constraints: Constraints(values: ["S", "M"]), summary: "", example: "S"),
    Field("name", .string, .optional, constraints: Constraints(minLength: 2, maxLength: 3), summary: "", example: "é日"),
    Field("day", .date, .optional, summary: "", example: "2024-02-29"),
    Field(
      "place",
      .object([
        Field("street", .string, .optional, summary: "", example: "High St"),
        Field("town", .string, .requiredWith("street"), summary: "", example: "Ely"),
      ]), .optional, summary: "", example: "{\"town\":\"Ely\"}"),
  ]

  @Test(arguments: [
    ("number", "3", nil), ("number", "0", Rule.constraintError), ("number", "6", .constraintError),
    ("number", "1.5", .typeError), ("number", "x", .typeError), ("number", "3 ", .typeError), ("share", "-1.5e3", nil),
    ("share", "1,5", .typeError), ("size", "M", nil), ("size", "L", .constraintError), ("name", "é日", nil),
    ("name", "é", .constraintError), ("name", "éééé", .constraintError), ("day", "2024-02-29", nil),
    ("day", "2023-02-29", .typeError), ("day", "2023-2-9", .typeError), ("place", "{\"town\":\"Ely\"}", nil),
    ("place", "{}", nil), ("place", "{\"street\":\"High St\"}", .constraintError),
    ("place", "{\"town\":\"a\",\"town\":\"b\"}", .duplicateKey), ("place", "{\"zip\":1}", .extraKey),
    ("place", "{\"town\":null}", .typeError), ("place", "{\"town\":\"a\"", .typeError), ("place", "[]", .typeError),
    ("place", "{\"town\":\"a\"} x", .typeError), ("place", "{\"t\\u006fwn\":\"a\"}", nil),
  ])
  func cells_areJudged(_ name: String, _ text: String, _ expected: Rule?) throws {
    var checker = CellChecker(SchemaPlan(fields))
    let node = try #require(fields.firstIndex { $0.name == name })
    checker.startRow()
    checker.checkCell(text.utf8.span, node)
    #expect(checker.findings.map(\.rule) == (expected.map { [$0] } ?? []))
  }

  @Test(arguments: [
    ("2021-12-19T10:47:55Z", true), ("2021-12-19T10:47:60Z", false), ("2021-12-19T24:00:00Z", false),
    ("2021-12-19t10:47:55Z", false), ("2021-12-19T10:47:55+00:00", false), ("2021-12-19T10:47:55.1Z", false),
    ("2021-13-19T10:47:55Z", false), ("2021-12-19 10:47:55Z", false), ("", false), ("0000-01-01T00:00:00Z", true),
  ])
  func times_areTheVendorsForm(_ text: String, _ isGood: Bool) {
    let seconds = utcSeconds(text.utf8.span)
    #expect((seconds != nil) == isGood)
  }
}
