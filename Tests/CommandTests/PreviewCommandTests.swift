import Foundation
import SQLite
import TestSupport
import Testing

/// `nightferry preview` as a process.
@Suite struct PreviewCommandTests {
  let nightferry = builtProgram("nightferry")
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func table_saysHowTheFileIsRead() throws {
    let path = try folder.write("id;naïve name\r\n1;\"日本; x\r\ny\"\r\n2;b\r\n", to: "a.csv")
    let result = try runCommand(nightferry, ["preview", path])
    #expect(result.status == 0)
    #expect(result.text.contains("delimiter  ;\n"))
    #expect(result.text.contains("columns    2: id, naïve name\n"))
    #expect(result.text.contains("\nid  naïve name\n1   日本; x␍␊y\n2   b\n"))
    #expect(result.errorText.isEmpty)
  }

  @Test func jsonLines_haveTheHeadersNames() throws {
    let path = try folder.write("id,say \"\"\r\n1,2\r\n".replacing("say \"\"", with: "\"say \"\"hi\"\"\""), to: "a.csv")
    let result = try runCommand(nightferry, ["preview", path, "--format", "jsonl", "--limit", "0"])
    #expect(result.text == "{\"id\":\"1\",\"say \\\"hi\\\"\":\"2\"}\n")
    let arrays = try runCommand(nightferry, ["preview", path, "--format=jsonl", "--limit=0", "--no-header"])
    #expect(arrays.text == "[\"id\",\"say \\\"hi\\\"\"]\n[\"1\",\"2\"]\n")
  }

  @Test func limit_countsRecords() throws {
    let path = try folder.write("id\n" + (1...30).map { "x\($0)\n" }.joined(), to: "a.csv")
    #expect(try runCommand(nightferry, ["preview", path, "--format", "csv"]).text.split(separator: "\r\n").count == 11)
    #expect(
      try runCommand(nightferry, ["preview", path, "--format", "csv", "-n", "0"]).text.split(separator: "\r\n").count
        == 31)
  }

  @Test func badRecord_isReportedAndPassedOver_exits3() throws {
    let path = try folder.write("id,name\r\n1,a\"b\r\n2,c\r\n3\r\n", to: "a.csv")
    let result = try runCommand(nightferry, ["preview", path, "--format", "jsonl"])
    #expect(result.status == 3)
    #expect(result.text == "{\"id\":\"2\",\"name\":\"c\"}\n")
    #expect(result.errorText.contains("a.csv line 2, record 1, field 2 (name), byte 12: a quote stands inside"))
    #expect(
      result.errorText.contains("a.csv line 4, record 3, field 2 (name), byte 21: 2 fields are due, this record has 1.")
    )
    #expect(result.errorText.contains("--lenient") && !result.errorText.contains("leniently"))
    let lenient = try runCommand(nightferry, ["preview", path, "--format", "jsonl", "--lenient"])
    #expect(lenient.status == 0)
    #expect(
      lenient.text
        == "{\"id\":\"1\",\"name\":\"a\\\"b\"}\n{\"id\":\"2\",\"name\":\"c\"}\n{\"id\":\"3\",\"name\":\"\"}\n")
    #expect(lenient.errorText.contains("stray-quote: kept the quote as text"))
  }

  @Test(arguments: [
    ("id,name\r\n1,x\r\n\r\n2,y\r\n\r\n", "id,name\r\n1,x\r\n2,y\r\n"), ("\n\nid\n1\n\n", "id\r\n1\r\n"),
    ("id,name,\n1,x,\n", "id,name,column_3\r\n1,x,\r\n"),
  ])
  func emptyLinesAndNamelessColumns_areReadAsAnExportDoes(_ text: String, _ records: String) throws {
    let path = try folder.write(text, to: "a.csv")
    let result = try runCommand(nightferry, ["preview", path, "--format", "csv"])
    #expect(result.text == records)
    #expect(result.status == 0 && result.errorText.isEmpty)
  }

  @Test func standardInputAndGzip_areRead() throws {
    let path = try folder.write("id,name\r\n1,x\r\n", to: "a.csv")
    _ = try runCommand("/bin/gzip", ["-k", path])
    let result = try runCommand(nightferry, ["preview", "\(path).gz", "--format", "jsonl"])
    #expect(result.text == "{\"id\":\"1\",\"name\":\"x\"}\n")
    let piped = try runCommand(
      nightferry, ["preview", "-", "--format", "jsonl"], input: Data(folder.read("a.csv.gz")))
    #expect(piped.text == result.text)
    var cut = try folder.read("a.csv.gz")
    cut.removeLast(4)
    let broken = try runCommand(nightferry, ["preview", "-", "--format", "jsonl"], input: Data(cut))
    #expect(broken.status == 3)
    #expect(broken.errorText.contains("standard input: the gzip data are damaged"))
  }

  @Test func databaseWithABrokenView_showsTheOtherTables_exits3() throws {
    let path = folder.file("crm.sqlite")
    let database = try Database(path: path, .create)
    try database.execute("CREATE TABLE t (id); INSERT INTO t VALUES (7); CREATE TABLE u (id)")
    try database.execute("CREATE VIEW broken AS SELECT id FROM u; PRAGMA legacy_alter_table = ON; DROP TABLE u")
    let result = try runCommand(nightferry, ["preview", path, "--format", "jsonl"])
    #expect(result.status == 3)
    #expect(result.text == "{\"id\":7}\n")
    #expect(result.errorText.contains("crm.sqlite: SQLite says: no such table: main.u"))
  }

  @Test func folder_showsEachTable() throws {
    try folder.write("id\n1\n", to: "dump/a.csv")
    try folder.write("id\tname\n1\t2\n", to: "dump/b.tsv")
    let result = try runCommand(nightferry, ["preview", folder.file("dump")])
    #expect(result.status == 0)
    #expect(result.text.contains("dump/a.csv\n"))
    #expect(result.text.contains("delimiter  TAB\n"))
  }

  @Test func jsonFiles_areShown_plainAndCompressed() throws {
    let lines = try folder.write(
      "{\"id\":1,\"to\":{\"name\":\"é\"}}\n{\"id\":\"x\",\"ok\":true}\n{broken\n", to: "a.jsonl")
    _ = try runCommand("/bin/gzip", ["-k", lines])
    for path in [lines, "\(lines).gz"] {
      let result = try runCommand(nightferry, ["preview", path])
      #expect(result.status == 3)
      #expect(result.text.contains("  kind       JSON Lines\n  columns    3: id, to.name, ok\n"))
      #expect(result.text.contains("\nid  to.name  ok\n1   é\nx            true\n"))
      #expect(result.errorText.contains("line 3: source-error: this is not a JSON object"))
    }
    let array = try folder.write("[{\"id\":1.50,\"tags\":[\"a\"]},{\"id\":null}]", to: "b.json")
    let result = try runCommand(nightferry, ["preview", array, "--format", "jsonl"])
    #expect(result.text == "{\"id\":1.50,\"tags\":[\"a\"]}\n{}\n")
    let csv = try runCommand(nightferry, ["preview", array, "--format", "csv"])
    #expect(csv.text == "id,tags\r\n1.50,\"[\"\"a\"\"]\"\r\n,\r\n")
  }

  @Test(.enabled(if: findProgram("sqlite3") != nil, "needs sqlite3"))
  func sqliteFile_showsEachTable() throws {
    let path = folder.file("crm.sqlite")
    let made = try runCommand(
      findProgram("sqlite3") ?? "",
      [path, "CREATE TABLE a (id INTEGER, name TEXT); INSERT INTO a VALUES (1, 'x'), (2, NULL); CREATE TABLE b (c)"])
    #expect(made.status == 0)
    let result = try runCommand(nightferry, ["preview", path])
    #expect(result.status == 0)
    #expect(result.text.contains("crm.sqlite a\n  kind       SQLite table\n  columns    2: id, name\n"))
    #expect(result.text.contains("\nid  name\n1   x\n2\n"))
    #expect(result.text.contains("crm.sqlite b\n"))
    let lines = try runCommand(nightferry, ["preview", path, "--format", "jsonl", "--limit", "1"])
    #expect(lines.text == "{\"id\":1,\"name\":\"x\"}\n")
    _ = try runCommand("/bin/gzip", ["-k", path])
    let compressed = try runCommand(nightferry, ["preview", "\(path).gz"])
    #expect(compressed.status == 2)
    #expect(compressed.errorText.contains("crm.sqlite.gz: a compressed SQLite file cannot be read in place"))
  }

  @Test func folder_showsTablesOfAllKinds() throws {
    try folder.write("id\n1\n", to: "dump/a.csv")
    try folder.write("{\"id\":2}\n", to: "dump/b.ndjson")
    try folder.write("[1", to: "dump/c.json")
    try folder.write("no table", to: "dump/notes.pdf")
    let result = try runCommand(nightferry, ["preview", folder.file("dump"), "--format", "jsonl"])
    #expect(result.status == 3)
    #expect(result.text == "{\"id\":\"1\"}\n{\"id\":2}\n")
    #expect(result.errorText.contains("dump/c.json"))
    #expect(!result.errorText.contains("notes.pdf"))
  }

  @Test(arguments: [["none.csv"], ["a.csv", "--encoding", "klingon"], ["a.csv", "--delimiter", "ab"], ["empty"]])
  func mistakes_exit2(_ arguments: [String]) throws {
    try folder.write("id\n1\n", to: "a.csv")
    try folder.write("x", to: "empty/readme")
    let result = try runCommand(nightferry, ["preview"] + arguments, folder: folder.path)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errorText.hasPrefix("nightferry: "))
  }

  /// Mail is a table of a dump like the others: in a folder of its own, as a mailbox, or one message.
  @Test(arguments: ["dump", "dump/mails", "dump/mails/1.eml", "dump/box.mbox"])
  func mails_areShownAsATable(_ path: String) throws {
    let folder = try TemporaryFolder()
    let mail = "Message-ID: <1@example.com>\nFrom: Jane <jane@example.com>\nSubject: Hello\n\ntext of the mail\n"
    try folder.write(mail, to: "dump/mails/1.eml")
    if path.hasSuffix("mbox") { try folder.write("From jane@example.com\n\(mail)", to: path) }
    let result = try runCommand(nightferry, ["preview", path, "--format", "jsonl"], folder: folder.path)
    if result.errorText.contains("libgmime") { return }
    #expect(result.status == 0 && result.text.contains(#""subject":"Hello""#), "\(result.text)\(result.errorText)")
    #expect(result.text.split(separator: "\n").count == 1, "\(result.text)")
  }
}
