import Bytes
import Dump
import Files
import SQLite
import TestSupport
import Testing

/// What each kind of source yields, seen through the one interface.
@Suite struct SourceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// All records as texts: `line|kind:value|…`, broken ones with `!rule` in front.
  private func read(_ source: any RecordSource) throws -> [String] {
    var record = Record()
    var rows: [String] = []
    while true {
      let outcome = try source.next(into: &record)
      if outcome == .end { return rows }
      var row = (["\(record.line)"] + source.cells(record)).joined(separator: "|")
      if case .broken(let fault) = outcome { row = "!\(fault.rule) \(row)" }
      rows.append(row)
    }
  }

  private func table(_ name: String, _ options: [String: TableOptions] = [:]) throws -> any RecordSource {
    try Dump(path: folder.path, tables: options).source(table: name)
  }

  @Test func csv_brokenRowsKeepAllTheyHold_andTheRestIsRead() throws {
    try folder.write("id,text\n1,one\n2,a,b\n3\n4,\"four\"\n", to: "t.csv")
    #expect(
      try read(table("t")) == [
        "2|untyped:1|untyped:one", "!extra-cell 3|untyped:2|untyped:a,b", "!missing-cell 4|untyped:3|missing:",
        "5|untyped:4|untyped:four",
      ])
  }

  /// As other readers have it; a cell that is there and empty is another thing.
  @Test(arguments: ["\n", "\r\n"])
  func csv_emptyLines_areNoRecords(_ end: String) throws {
    try folder.write("id,text|1,one||2,two|||".replacing("|", with: end), to: "two.csv")
    #expect(try read(table("two")) == ["2|untyped:1|untyped:one", "4|untyped:2|untyped:two"])
    try folder.write("id||a||\"\"|b||".replacing("|", with: end), to: "one.csv")
    #expect(try read(table("one")) == ["3|untyped:a", "5|untyped:", "6|untyped:b"])
    try folder.write("id,text|1,one| |,|".replacing("|", with: end), to: "blanks.csv")
    #expect(
      try read(table("blanks")) == [
        "2|untyped:1|untyped:one", "!missing-cell 3|untyped: |missing:", "4|untyped:|untyped:",
      ])
  }

  /// What each program that writes a delimiter at the end of its lines, or MySQL and Snowflake, make of a missing value.
  @Test(arguments: [
    ("id,text,\n1,one,\n2,two,x\n", ["2|untyped:1|untyped:one|untyped:", "3|untyped:2|untyped:two|untyped:x"]),
    ("\n\nid,text\n1,one\n", ["4|untyped:1|untyped:one"]),
    ("id,text\n1,\\N\n2,\"a\"\n", ["2|untyped:1|untyped:\\N", "3|untyped:2|untyped:a"]),
    (
      "id,text\n1,\\N\n2,\"\\N\"\n3,\\NN\n4,\"\\\"a\\\", b\"\n",
      [
        "2|untyped:1|missing:", "3|untyped:2|untyped:\\N", "4|untyped:3|untyped:\\NN",
        "5|untyped:4|untyped:\"a\", b",
      ]
    ),
    ("id\ttext\n1\ta\\\tb\n2\t\\N\n", ["2|untyped:1|untyped:a\tb", "3|untyped:2|missing:"]),
  ])
  func csv_ofManyPrograms_isRead(_ text: String, _ rows: [String]) throws {
    try folder.write(text, to: "t.csv")
    #expect(try read(table("t")) == rows)
  }

  @Test func csv_configuredNames_standForThoseOfTheHeader() throws {
    try folder.write("id,id\n1,one\n", to: "t.csv")
    var options = TableOptions()
    (options.header, options.columns) = (true, ["call", "agent"])
    let source = try table("t", ["t": options])
    #expect(source.columns == ["call", "agent"])
    #expect(try read(source) == ["2|untyped:1|untyped:one"])
    let error = #expect(throws: DumpError.self) { try table("t") }
    #expect(error?.problem.contains("stands twice") == true)
  }

  @Test(arguments: ["utf-16", "utf-16le", "utf-16be"])
  func csv_inUTF16_isReadByItsMark(_ encoding: String) throws {
    let text = Array("\u{FEFF}id,text\n1,é\n".utf16)
    try folder.write(text.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, to: "t.csv")
    var options = TableOptions()
    options.encoding = encoding
    #expect(try read(table("t", ["t": options])) == ["2|untyped:1|untyped:é"])
  }

  @Test func csv_invalidBytes_areOneBrokenRow() throws {
    try folder.write(Array("id,text\n1,caf\u{E9}\n2,".utf8) + [0xFF] + Array("x\n3,y\n".utf8), to: "t.csv")
    var options = TableOptions()
    options.encoding = "utf-8"
    let rows = try read(table("t", ["t": options]))
    #expect(rows.map { $0.prefix(16) } == ["2|untyped:1|unty", "!encoding-error ", "4|untyped:3|unty"])
  }

  @Test func csv_withoutHeader_takesTheConfiguredNames() throws {
    try folder.write("1;one\n2;two\n", to: "t.csv")
    var options = TableOptions()
    options.columns = ["id", "text"]
    options.delimiter = UInt8(ascii: ";")
    let source = try table("t", ["t": options])
    #expect(source.columns == ["id", "text"])
    #expect(try read(source) == ["1|untyped:1|untyped:one", "2|untyped:2|untyped:two"])
  }

  @Test func parts_areReadAsOneTable_byTheirColumnsNames() throws {
    try folder.write("id,a\n1,x\n", to: "t-2026-01.csv")
    try folder.write("b,id\ny,2\n", to: "t-2026-02.csv")
    try folder.write("id\n9\n", to: "team.csv")
    let source = try table("t")
    #expect(source.columns == ["id", "a", "b"])
    #expect(try read(source) == ["2|untyped:1|untyped:x|missing:", "2|untyped:2|missing:|untyped:y"])
    #expect(source.files.count == 2)
  }

  @Test func jsonLines_nestedMembersAreColumns_andBrokenLinesAreKept() throws {
    try folder.write(
      """
      {"id": 1, "contact": {"email": "a@example.com", "tags": ["x"]}, "ok": true}

      {"id": 2, "contact": null, "late": "caf\\u00e9"}
      {"id": 3, oops}
      {"id": 4}
      """, to: "t.jsonl")
    let source = try table("t")
    #expect(source.columns == ["id", "contact.email", "contact.tags", "ok", "contact", "late"])
    #expect(
      try read(source) == [
        "1|number:1|text:a@example.com|json:[\"x\"]|boolean:true|missing:|missing:",
        "3|number:2|missing:|missing:|missing:|missing:|text:caf\u{E9}",
        "!source-error 4|text:{\"id\": 3, oops}|missing:|missing:|missing:|missing:|missing:",
        "5|number:4|missing:|missing:|missing:|missing:|missing:",
      ])
  }

  /// The columns that are text still say which chat the refused message is of.
  @Test func jsonHalvesOfSurrogatePairs_areBrokenRecordsWithTheirColumns() throws {
    try folder.write(
      #"""
      {"id": "c1", "text": "x \ud83d", "note": "\ud83d\ude00 \\ud800"}
      {"id": "c2", "text": "\udc00y\ud83dz", "note": "\u00e9"}
      """#, to: "t.jsonl")
    #expect(
      try read(table("t")) == [
        #"!encoding-error 1|text:c1|text:x \u{FFFD}|text:😀 \ud800"#.replacing(#"\u{FFFD}"#, with: "\u{FFFD}"),
        "!encoding-error 2|text:c2|text:\u{FFFD}y\u{FFFD}z|text:é",
      ])
  }

  @Test func jsonKeyAndPathOfOneName_areABrokenRecord() throws {
    try folder.write("{\"a.b\": 1, \"a\": {\"b\": 2}}\n{\"a.b\": 3}\n{\"a\": {\"b\": 4}}\n", to: "t.jsonl")
    #expect(try read(table("t")) == ["!source-error 1|number:2", "2|number:3", "3|number:4"])
  }

  @Test(arguments: ["t.jsonl", "t.json"])
  func jsonInUTF16_isNamed(_ name: String) throws {
    let text = "[{\"a\": 1}]"
    let low: [UInt8] = text.utf8.flatMap { [$0, UInt8(0)] }
    let high: [UInt8] = text.utf8.flatMap { [UInt8(0), $0] }
    for bytes in [low, high, [0xFF, 0xFE] + low, [0xFE, 0xFF] + high] {
      try folder.write(bytes, to: name)
      let error = #expect(throws: DumpError.self) { try read(table("t")) }
      #expect(error?.problem.contains("UTF-16") == true)
    }
  }

  @Test func jsonArray_isReadItemByItem() throws {
    try folder.write("\u{FEFF}[\n {\"id\": \"a]\\\"\"},\n {\"id\": [1,\n2]}\n]\n", to: "t.json")
    #expect(try read(table("t")) == ["2|text:a]\"", "3|json:[1,\n2]"])
    try folder.write("[{\"id\": 1}", to: "cut.json")
    #expect(throws: DumpError.self) { try self.table("cut") }
  }

  /// What is wrong between the items ends the reading: nothing tells where the next item would begin.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("[{\"id\":[1]]},{\"id\":2}]", "closes what was not opened"), ("[{\"id\":1}}]", "closes what was not opened"),
      ("[}", "\"}\" stands where"), ("[,{\"id\":1}]", "\",\" stands where"), ("[{\"id\":1},]", "\"]\" stands where"),
      ("[{\"id\":1},,{\"id\":2}]", "\",\" stands where"), ("[{\"id\":1}]]", "behind the end"),
      ("[{\"id\":1}][{\"id\":2}]", "behind the end"), ("[{\"id\":1}]\n[\n", "behind the end"), ("[", "has no end"),
      ("[{\"id\":1},", "has no end"), ("[{\"id\":\"1}]", "has no end"), ("[{\"id\":\"\\", "has no end"),
      ("", "the file is empty"), ("\u{FEFF}", "the file is empty"), ("7", "begins with neither"),
      ("\u{FEFF}\u{FEFF}[]", "begins with neither"), ("{\"id\":1}]", "follows behind an object"),
      ("{\"id\":1},{\"id\":2}", "follows behind an object"), ("{\"id\":1", "has no end"),
    ])
  func jsonArray_brokenBetweenItems_isAnError(_ text: String, _ problem: String) throws {
    try folder.write(text, to: "t.json")
    let error = #expect(throws: DumpError.self) { try read(table("t")) }
    #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
  }

  @Test(arguments: ["[]", " [ \r\n ] \n", "\u{FEFF}[]"])
  func jsonArray_withoutItems_hasNoRecords(_ text: String) throws {
    try folder.write(text, to: "t.json")
    #expect(try read(table("t")) == [])
  }

  @Test func jsonLines_afterAByteOrderMark_areRead() throws {
    try folder.write("\u{FEFF}{\"id\": 1}\r\n{\"id\": 2}", to: "t.jsonl")
    #expect(try read(table("t")) == ["1|number:1", "2|number:2"])
    try folder.write("\u{FEFF}", to: "e.jsonl")
    #expect(try read(table("e")) == [])
  }

  @Test func sqlite_hasItsTypes_andQueries() throws {
    let path = folder.file("dump.sqlite")
    let database = try Database(path: path, .create)
    try database.execute("CREATE TABLE t (id, text); INSERT INTO t VALUES (7, 'x'), (1.5, NULL)")
    let dump = try Dump(path: path)
    #expect(try dump.tables() == ["t"])
    #expect(try read(dump.source(table: "t")) == ["1|number:7|text:x", "2|number:1.5|missing:"])
    #expect(try read(dump.source(query: "SELECT text AS a FROM t WHERE id > 2")) == ["1|text:x"])
    let error = #expect(throws: DumpError.self) { try dump.source(query: "DELETE FROM t") }
    #expect(error?.kind == .query)
  }

  @Test(arguments: ["UTF-8", "UTF-16le", "UTF-16be"])
  func sqlite_textIsUTF8_whateverTheDatabaseKeeps(_ encoding: String) throws {
    let path = folder.file("dump.sqlite")
    let database = try Database(path: path, .create)
    try database.execute("PRAGMA encoding = '\(encoding)'; CREATE TABLE \"appels été\" (id, naïf)")
    try database.execute("INSERT INTO \"appels été\" VALUES ('é', '日本'), (x'C3A9', '')")
    let dump = try Dump(path: path)
    #expect(try dump.tables() == ["appels été"])
    let source = try dump.source(table: "appels été")
    #expect(source.columns == ["id", "naïf"])
    #expect(try read(source) == ["1|text:é|text:日本", "2|text:é|text:"])
  }

  @Test func queryOverAFolder_joinsItsTables_andKeepsBrokenRows() throws {
    try folder.write("id,agent,minutes\nc1,a1,007\nc2,a2,8\nc3,a1,9,extra\n", to: "calls.csv")
    try folder.write("{\"agent\": \"a1\", \"name\": \"Ada\"}\n", to: "agents.jsonl")
    try folder.write("never read \u{0}", to: "other.csv")
    let source = try Dump(path: folder.path).source(
      query: "SELECT c.id, name, minutes FROM calls c LEFT JOIN agents a ON a.agent = c.agent ORDER BY c.id DESC")
    #expect(source.columns == ["id", "name", "minutes"])
    #expect(
      try read(source) == [
        "!extra-cell 4|untyped:c3|missing:|untyped:9,extra", "1|text:c2|missing:|text:8", "2|text:c1|text:Ada|text:007",
      ])
    #expect(source.files.last?.hasSuffix("calls.csv") == true || source.files.contains { $0.hasSuffix("calls.csv") })
  }

  @Test(arguments: ["SELECT id FROM none", "SELECT nothing FROM calls", "SELEKT", "SELECT 1; SELECT 2"])
  func brokenQuery_isAnError(sql: String) throws {
    try folder.write("id\n1\n", to: "calls.csv")
    #expect(throws: DumpError.self) {
      var record = Record()
      let source = try Dump(path: folder.path).source(query: sql)
      while try source.next(into: &record) != .end {}
    }
  }

  @Test func fileThatGrowsWhileItIsRead_isAnError() throws {
    let path = try folder.write("id\n" + (1...50_000).map { "\($0)\n" }.joined(), to: "t.csv")
    let source = try table("t")
    var record = Record()
    _ = try source.next(into: &record)
    let file = try FileDescriptor.open(path, .append(mode: 0o600))
    try file.write("late\n".utf8.span)
    let error = #expect(throws: DumpError.self) { while try source.next(into: &record) != .end {} }
    #expect(error?.kind == .changed)
  }

  @Test func twoFilesForOneTable_areNotGuessedBetween() throws {
    try folder.write("id\n1\n", to: "t.csv")
    try folder.write("{\"id\":1}\n", to: "t.jsonl")
    let error = #expect(throws: DumpError.self) { try self.table("t") }
    #expect(error?.description.contains("t.csv or t.jsonl") == true)
    #expect(error?.fix.contains("dump.tables.t.file") == true)
  }
}
