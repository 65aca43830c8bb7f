import Bytes
import Files
import Foundation
import Nightly
import SQLite
import Schema
import TestSupport
import Testing

/// `Import.run` of results: types by all values, tables by names, nothing lost.
@Suite struct ResultImportTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func load(
    _ format: ImportFormat = .sqlite, nested: NestedCells = .columns
  ) throws -> (summary: ImportSummary, output: String) {
    var options = ImportOptions(format: format, output: folder.file("out-\(format)"))
    (options.isResults, options.nested, options.replaces) = (true, nested, true)
    return (try Import.run([folder.file("in")], options: options), options.output)
  }

  private func types(_ summary: ImportSummary) -> [String: String] {
    Dictionary(uniqueKeysWithValues: summary.columns.map { ("\($0.table).\($0.column)", $0.type.rawValue) })
  }

  private func rows(_ query: String, _ output: String) throws -> [String] {
    let database = try Database(path: output, .readOnly)
    var statement = try database.prepare(query)
    var rows: [String] = []
    while try statement.step() { rows.append(statement.string(0)) }
    return rows
  }

  @Test(arguments: [
    ("1|-2|0", "integer"), ("1|2.5|1e3", "number"), ("1|007", "text"), ("+1", "text"), ("1|", "integer"), ("", "text"),
    ("true|FALSE|True", "boolean"), ("true|1", "text"), ("2026-11-03|2024-02-29", "date"), ("2026-02-30", "text"),
    ("2026-11-03T10:00:00Z|2026-11-03T10:00:00+01:00", "datetime"), ("2026-11-03 10:00:00", "datetime"),
    ("2026-11-03|2026-11-03T10:00:00Z", "text"), ("1|x", "text"), ("999999999999999999", "integer"),
    ("9999999999999999999", "text"), ("0.1234567890123456", "text"), ("1.", "text"), (".5", "text"), ("-0.5", "number"),
    ("1e400", "text"), ("NaN", "text"), ("-", "text"),
  ])
  func aColumnsType_isWhatAllItsValuesAre(_ values: String, _ type: String) throws {
    let cells = values.split(separator: "|", omittingEmptySubsequences: false)
    try folder.write("key,it\n" + cells.map { "k,\($0)\n" }.joined(), to: "in/scores.csv")
    let (summary, output) = try load()
    #expect(summary.refused.isEmpty)
    #expect(types(summary)["scores.it"] == type)
    // Nothing is lost: what is text stands there byte for byte, and an empty cell is none.
    let kept = try rows("SELECT CAST(it AS TEXT) FROM scores ORDER BY rowid", output)
    if type == "text" || type == "date" || type == "datetime" { #expect(kept == cells.map(String.init)) }
  }

  @Test func theLastRow_canChangeTheType() throws {
    let numbers = (0..<5_000).map { "\($0)\n" }.joined()
    try folder.write("it\n\(numbers)", to: "in/first.csv")
    try folder.write("it\n\(numbers)n/a\n", to: "in/second.csv")
    let found = types(try load().summary)
    #expect(found["first.it"] == "integer" && found["second.it"] == "text")
  }

  @Test func nameThatSQLiteKeepsForItself_isATableAllTheSame() throws {
    try folder.write("id\na\n", to: "in/sqlite_scores-1.csv")
    let (summary, output) = try load()
    #expect(summary.tables.map(\.name) == ["results_sqlite_scores"])
    #expect(try rows("SELECT id FROM results_sqlite_scores", output) == ["a"])
  }

  @Test func filesOfOneName_areOneTable_withTheColumnsOfAll() throws {
    try folder.write("id,score\na,1\n", to: "in/call-scores-2026-06-01.csv")
    try folder.write("id,score,note\nb,2.5,fine\n", to: "in/call-scores-2026-06-02_v2.csv")
    try folder.write(#"{"id":"c","score":3}"# + "\n", to: "in/other/call-scores-3.jsonl")
    let (summary, output) = try load()
    #expect(summary.tables.map(\.name) == ["call_scores"] && summary.files == 3)
    #expect(types(summary)["call_scores.score"] == "number")
    #expect(
      try rows("SELECT id || score || ifnull(note, '-') FROM call_scores ORDER BY id", output) == [
        "a1.0-", "b2.5fine", "c3.0-",
      ])
    #expect(try rows("SELECT count(DISTINCT source_file) FROM call_scores", output) == ["3"])
  }

  @Test(arguments: [
    #"[{"id":1,"at":"2026-11-03","in":{"ok":true,"tags":["x"]}},{"id":2,"at":null}]"#,
    #"{"id":1,"at":"2026-11-03","in":{"ok":true,"tags":["x"]}} {"id":2}"#,
  ])
  func nestedJSON_isColumnsOrJSON_asAsked(_ text: String) throws {
    try folder.write(text, to: "in/results.json")
    let (flat, output) = try load()
    #expect(
      types(flat) == [
        "results.id": "integer", "results.at": "date", "results.in_ok": "boolean", "results.in_tags": "json",
        "results.source_file": "text",
      ])
    #expect(try rows("SELECT in_ok || in_tags || at FROM results WHERE id = 1", output) == [#"1["x"]2026-11-03"#])
    let (whole, lines) = try load(.jsonl, nested: .json)
    #expect(types(whole)["results.in"] == "json")
    let first = try String(contentsOfFile: "\(lines)/results.jsonl", encoding: .utf8).prefix { $0 != "\n" }
    #expect(first.hasPrefix(#"{"id":1,"at":"2026-11-03","in":{"ok":true,"tags":["x"]},"source_file":"#), "\(first)")
  }

  @Test func columnsThatSQLiteTakesForOne_areTold_apart() throws {
    try folder.write(#"{"ID":1,"id":2,"a.b":3,"":5,"source_file":6,"x\"y":7}"#, to: "in/results.json")
    let (summary, output) = try load()
    #expect(summary.refused.isEmpty && summary.tables.map(\.records) == [1])
    #expect(try rows("SELECT ID || id_2 || column_4 || source_file || \"x\"\"y\" FROM results", output) == ["12567"])
  }

  @Test(arguments: [#"{"x":1,"a.b":3,"a":{"b":4}}"#, #"{"x":1"#, "x\n1,2\n"])
  func onlyFilesThatBreakTheirForm_areNamed(_ text: String) throws {
    try folder.write(text, to: text.hasPrefix("{") ? "in/results.json" : "in/results.csv")
    let (summary, _) = try load()
    #expect(summary.tables.isEmpty && summary.refused.count == 1 && summary.missing.isEmpty)
  }

  @Test func filesThatBreakTheirForm_areNamed_andTheRestIsTaken() throws {
    try folder.write("a,b\n1,2\n3\n", to: "in/bad.csv")
    try folder.write(#"[{"a":1},{"a":"#, to: "in/cut.json")
    try folder.write("[1,2]", to: "in/list.json")
    try folder.write("a\n1\n", to: "in/good.csv")
    try folder.write("hello", to: "in/readme.pdf")
    let (summary, _) = try load(.csv)
    #expect(summary.tables.map(\.name) == ["good"] && summary.files == 1)
    #expect(
      Set(summary.refused.map { ($0.path as NSString).lastPathComponent }) == ["bad.csv", "cut.json", "list.json"])
    #expect(summary.refused.first { $0.path.hasSuffix("bad.csv") }?.violation.line == 3)
    #expect(summary.unknown.count == 1)
  }
}
