import Foundation
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
    let lenient = try runCommand(nightferry, ["preview", path, "--format", "jsonl", "--lenient"])
    #expect(lenient.status == 0)
    #expect(
      lenient.text
        == "{\"id\":\"1\",\"name\":\"a\\\"b\"}\n{\"id\":\"2\",\"name\":\"c\"}\n{\"id\":\"3\",\"name\":\"\"}\n")
    #expect(lenient.errorText.contains("stray-quote: kept the quote as text"))
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

  @Test func folder_showsEachTable() throws {
    try folder.write("id\n1\n", to: "dump/a.csv")
    try folder.write("id\tname\n1\t2\n", to: "dump/b.tsv")
    let result = try runCommand(nightferry, ["preview", folder.file("dump")])
    #expect(result.status == 0)
    #expect(result.text.contains("dump/a.csv\n"))
    #expect(result.text.contains("delimiter  TAB\n"))
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
}
