import CSV

extension Case {
  static let all = rfc4180 + brokenQuotes + lineEnds + ragged + dialects + suites

  private static let comma = Dialect(delimiter: 0x2C, hasHeader: false)
  private static let unclosed = "missing-line-end@"

  /// Section 2, clause by clause.
  static let rfc4180: [Case] = [
    Case(
      name: "2.1 each record on a line of its own", text: "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
      strict: Reading(rows: [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]])),
    Case(
      name: "2.2 the last line end may be missing", text: "aaa,bbb,ccc\r\nzzz,yyy,xxx",
      strict: Reading(rows: [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
      lenient: Reading(
        rows: [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]], warnings: ["missing-line-end@2:-:24"])),
    Case(
      name: "2.3 a header line", text: "a,b\r\n1,2\r\n", dialect: .rfc4180,
      strict: Reading(header: ["a", "b"], rows: [["1", "2"]])),
    Case(
      name: "2.4 spaces are part of a field", text: " a , b\r\n",
      strict: Reading(rows: [[" a ", " b"]])),
    Case(
      name: "2.4 the last field has no comma behind it", text: "a,b,\r\n",
      strict: Reading(rows: [["a", "b", ""]])),
    Case(
      name: "2.4 every field may be empty", text: ",,\r\n,,\r\n",
      strict: Reading(rows: [["", "", ""], ["", "", ""]])),
    Case(
      name: "2.5 fields may be quoted", text: "\"aaa\",\"bbb\",ccc\r\n\"\",x,\"\"\r\n",
      strict: Reading(rows: [["aaa", "bbb", "ccc"], ["", "x", ""]])),
    Case(
      name: "2.6 line ends, quotes and commas in quotes", text: "\"aaa\",\"b\r\nb,b\n\",\"c\rc\"\r\nzzz,yyy,xxx\r\n",
      strict: Reading(rows: [["aaa", "b\r\nb,b\n", "c\rc"], ["zzz", "yyy", "xxx"]])),
    Case(
      name: "2.7 quotes are doubled", text: "\"aaa\",\"b\"\"bb\",\"\"\"\"\r\n\"\"\"\"\"\",\"\"\"a\",\"a\"\"\"\r\n",
      strict: Reading(rows: [["aaa", "b\"bb", "\""], ["\"\"", "\"a", "a\""]])),
    Case(
      name: "quoted last field at the end of the file", text: "a,\"b\"",
      strict: Reading(rows: [["a", "b"]]),
      lenient: Reading(rows: [["a", "b"]], warnings: ["missing-line-end@1:-:5"])),
    Case(
      name: "text beyond ASCII", text: "é,日本\r\n\"😀\",ع\r\n",
      strict: Reading(rows: [["é", "日本"], ["😀", "ع"]])),
    Case(
      name: "byte order mark", text: "\u{FEFF}a,b\r\n1,2\r\n", dialect: .rfc4180,
      strict: Reading(header: ["a", "b"], rows: [["1", "2"]])),
    Case(
      name: "byte order mark before a quote", text: "\u{FEFF}\"a\",b\r\n",
      strict: Reading(rows: [["a", "b"]])),
    Case(
      name: "one column", text: "a\r\n\r\n\"\"\r\nb\r\n",
      strict: Reading(rows: [["a"], [""], [""], ["b"]])),
    Case(name: "an empty file without header", text: "", strict: Reading(rows: [])),
    Case(
      name: "an empty file with header", text: "", dialect: .rfc4180,
      strict: Reading(rows: [], errors: ["blank-header@-:-:0"])),
    Case(
      name: "a header alone", text: "a,b", dialect: .rfc4180,
      strict: Reading(header: ["a", "b"], rows: []),
      lenient: Reading(header: ["a", "b"], rows: [], warnings: ["missing-line-end@1:-:3"])),
  ]

  static let lineEnds: [Case] = [
    Case(name: "LF alone", text: "a,b\nc,d\n", strict: Reading(rows: [["a", "b"], ["c", "d"]])),
    Case(
      name: "CRLF and LF mixed", text: "a,b\nc,d\r\ne,f\n",
      strict: Reading(rows: [["a", "b"], ["c", "d"], ["e", "f"]])),
    Case(
      name: "LF where CRLF is due", text: "a,b\r\nc,d\ne,f\r\n", dialect: lineEnd(.crlf),
      strict: Reading(rows: [["a", "b"], ["e", "f"]], errors: ["bare-line-feed@2:2:8"]),
      lenient: Reading(rows: [["a", "b"], ["c", "d"], ["e", "f"]], warnings: ["bare-line-feed@2:2:8"])),
    Case(
      name: "LF in quotes where CRLF is due", text: "a,\"b\nb\"\r\n", dialect: lineEnd(.crlf),
      strict: Reading(rows: [["a", "b\nb"]])),
    Case(
      name: "bare CR", text: "a,b\rc,d\r\ne,f\r\n",
      strict: Reading(rows: [["e", "f"]], errors: ["bare-carriage-return@1:2:3"]),
      lenient: Reading(
        rows: [["a", "b"], ["c", "d"], ["e", "f"]], warnings: ["bare-carriage-return@1:2:3"])),
    Case(
      name: "bare CR behind a quote", text: "a,\"b\"\rc,d\r\n",
      strict: Reading(rows: [], errors: ["bare-carriage-return@1:2:5"]),
      lenient: Reading(rows: [["a", "b"], ["c", "d"]], warnings: ["bare-carriage-return@1:2:5"])),
    Case(
      name: "CR at the end of the file", text: "a,b\r",
      strict: Reading(rows: [], errors: ["bare-carriage-return@1:2:3"]),
      lenient: Reading(rows: [["a", "b"]], warnings: ["bare-carriage-return@1:2:3"])),
    Case(
      name: "CR CR LF", text: "a,b\r\r\nc,d\r\n",
      strict: Reading(rows: [["c", "d"]], errors: ["bare-carriage-return@1:2:3"]),
      lenient: Reading(
        rows: [["a", "b"], ["c", "d"]], warnings: ["bare-carriage-return@1:2:3", "blank-row@2:-:4"])),
    Case(
      name: "CR dialect", text: "a,b\rc,\"d\re\"\r", dialect: lineEnd(.cr),
      strict: Reading(rows: [["a", "b"], ["c", "d\re"]])),
    Case(
      name: "any line end", text: "a,b\rc,d\ne,f\r\ng,h\r", dialect: lineEnd(.any),
      strict: Reading(rows: [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]])),
  ]

  private static func lineEnd(_ policy: Dialect.LineEnding) -> Dialect {
    var dialect = comma
    dialect.lineEnding = policy
    return dialect
  }
}
