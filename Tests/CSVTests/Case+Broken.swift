import CSV

extension Case {
  static let brokenQuotes: [Case] = [
    Case(
      name: "a quote in an unquoted field", text: "a,b\"c\r\nd,e\r\n",
      strict: Reading(rows: [["d", "e"]], errors: ["stray-quote@1:2:3"]),
      lenient: Reading(rows: [["a", "b\"c"], ["d", "e"]], warnings: ["stray-quote@1:2:3"])),
    Case(
      name: "a space before a quote", text: "a, \"b\"\r\nd,e\r\n",
      strict: Reading(rows: [["d", "e"]], errors: ["stray-quote@1:2:3"]),
      lenient: Reading(rows: [["a", " \"b\""], ["d", "e"]], warnings: ["stray-quote@1:2:3", "stray-quote@1:2:5"])),
    Case(
      name: "text behind a quote", text: "a,b\r\n\"c\"x,d\r\ne,f\r\n",
      strict: Reading(rows: [["a", "b"], ["e", "f"]], errors: ["text-after-quote@2:1:8"]),
      lenient: Reading(
        rows: [["a", "b"], ["cx", "d"], ["e", "f"]], warnings: ["text-after-quote@2:1:8"])),
    Case(
      name: "quotes within quotes that are not doubled", text: "a,\"say \"hi\" now\"\r\nd,e\r\n",
      strict: Reading(rows: [["d", "e"]], errors: ["text-after-quote@1:2:8"]),
      lenient: Reading(
        rows: [["a", "say \"hi\" now"], ["d", "e"]], warnings: ["text-after-quote@1:2:7", "text-after-quote@1:2:10"])),
    Case(
      name: "blanks behind a quote", text: "\"a\" ,\"b\"\t\r\nd,e\r\n",
      strict: Reading(rows: [["d", "e"]], errors: ["text-after-quote@1:1:3"]),
      lenient: Reading(
        rows: [["a", "b"], ["d", "e"]], warnings: ["text-after-quote@1:1:3", "text-after-quote@1:2:8"])),
    Case(
      name: "a quote that never closes", text: "a,b\r\nc,\"d\r\ne,f\r\n",
      strict: Reading(rows: [["a", "b"]], errors: ["unterminated-quote@2:2:7"]),
      lenient: Reading(rows: [["a", "b"]], errors: ["unterminated-quote@2:2:7"])),
    Case(
      name: "a lone quote at the end", text: "a,b\r\nc,\"",
      strict: Reading(rows: [["a", "b"]], errors: ["unterminated-quote@2:2:7"]),
      lenient: Reading(rows: [["a", "b"]], errors: ["unterminated-quote@2:2:7"])),
    Case(
      name: "an odd run of quotes", text: "a,\"\"\"\r\nb,c\r\n",
      strict: Reading(rows: [], errors: ["unterminated-quote@1:2:2"]),
      lenient: Reading(rows: [], errors: ["unterminated-quote@1:2:2"])),
    Case(
      name: "the error is on the line of its byte", text: "a,\"b\r\nb\"x\r\nc,d\r\n",
      strict: Reading(rows: [["c", "d"]], errors: ["text-after-quote@2:2:8"]),
      lenient: Reading(rows: [["a", "b\r\nbx"], ["c", "d"]], warnings: ["text-after-quote@2:2:8"])),
    Case(
      name: "NUL", text: "a,b\r\nc,d\0\r\ne,f\r\n",
      strict: Reading(rows: [["a", "b"], ["e", "f"]], errors: ["nul-byte@2:2:8"])),
    Case(
      name: "NUL in quotes", text: "a,b\r\n\"\0\",d\r\ne,f\r\n",
      strict: Reading(rows: [["a", "b"], ["e", "f"]], errors: ["nul-byte@2:1:6"])),
  ]

  static let ragged: [Case] = [
    Case(
      name: "a missing cell", text: "a,b,c\r\nd,e\r\nf,g,h\r\n",
      strict: Reading(rows: [["a", "b", "c"], ["f", "g", "h"]], errors: ["missing-cell@2:3:7"]),
      lenient: Reading(
        rows: [["a", "b", "c"], ["d", "e", ""], ["f", "g", "h"]], warnings: ["missing-cell@2:3:7"])),
    Case(
      name: "missing cells behind quotes", text: "a,b,c\r\n\"d \"\"\"\r\n",
      strict: Reading(rows: [["a", "b", "c"]], errors: ["missing-cell@2:2:7"]),
      lenient: Reading(rows: [["a", "b", "c"], ["d \"", "", ""]], warnings: ["missing-cell@2:2:7"])),
    Case(
      name: "an extra cell", text: "a,b\r\nc,d,e\r\nf,g\r\n",
      strict: Reading(rows: [["a", "b"], ["f", "g"]], errors: ["extra-cell@2:3:5"]),
      lenient: Reading(rows: [["a", "b"], ["c", "d", "e"], ["f", "g"]], warnings: ["extra-cell@2:3:5"])),
    Case(
      name: "a blank line within", text: "a,b\r\n\r\nc,d\r\n",
      strict: Reading(rows: [["a", "b"], ["c", "d"]], errors: ["blank-row@2:1:5"]),
      lenient: Reading(rows: [["a", "b"], ["c", "d"]], warnings: ["blank-row@2:-:5"])),
    Case(
      name: "blank lines at the end", text: "a,b\r\n\n\r\n",
      strict: Reading(rows: [["a", "b"]], errors: ["blank-row@2:1:5", "blank-row@3:1:6"]),
      lenient: Reading(rows: [["a", "b"]], warnings: ["blank-row@2:-:5", "blank-row@3:-:6"])),
    Case(
      name: "a duplicate column", text: "a,b,a\r\n1,2,3\r\n", dialect: .rfc4180,
      strict: Reading(header: [], rows: [], errors: ["duplicate-label@1:3:0"]),
      lenient: Reading(header: ["a", "b", "a_2"], rows: [["1", "2", "3"]], warnings: ["duplicate-label@1:3:0"])),
    Case(
      name: "a blank column", text: "a,,c\r\n1,2,3\r\n", dialect: .rfc4180,
      strict: Reading(header: [], rows: [], errors: ["blank-label@1:2:0"]),
      lenient: Reading(header: ["a", "column_2", "c"], rows: [["1", "2", "3"]], warnings: ["blank-label@1:2:0"])),
  ]

  static let dialects: [Case] = [
    Case(
      name: "semicolon", text: "a;b,c\r\n\"d;\";e\r\n", dialect: Dialect(delimiter: 0x3B, hasHeader: false),
      strict: Reading(rows: [["a", "b,c"], ["d;", "e"]])),
    Case(
      name: "tab", text: "a\tb\nc\td\n", dialect: Dialect(delimiter: 0x09, hasHeader: false),
      strict: Reading(rows: [["a", "b"], ["c", "d"]])),
    Case(
      name: "bar", text: "a|b\nc|\"|\"\n", dialect: Dialect(delimiter: 0x7C, hasHeader: false),
      strict: Reading(rows: [["a", "b"], ["c", "|"]])),
    Case(
      name: "single quotes", text: "'a''',\"b\"\n", dialect: dialect { $0.quote = 0x27 },
      strict: Reading(rows: [["a'", "\"b\""]])),
    Case(
      name: "no quotes", text: "\"a,b\"\n", dialect: dialect { $0.quote = nil },
      strict: Reading(rows: [["\"a", "b\""]])),
    Case(
      name: "backslash", text: "\"a\\\"b\",c\\,d\\\\\n", dialect: dialect { $0.escape = 0x5C },
      strict: Reading(rows: [["a\"b", "c,d\\"]])),
    Case(
      name: "backslash before what it does not escape", text: "C:\\new,\\N,\"\\u00e9\\n\"\n",
      dialect: dialect { $0.escape = 0x5C },
      strict: Reading(rows: [["C:\\new", "\\N", "\\u00e9\\n"]])),
    Case(
      name: "backslash before line ends", text: "a\\\nb,c\\\r\nd,e\\\rf\r\n\"g\\\r\nh\",i,j\r\n",
      dialect: dialect { $0.escape = 0x5C },
      strict: Reading(rows: [["a\nb", "c\r\nd", "e\rf"], ["g\r\nh", "i", "j"]])),
    Case(
      name: "backslash at the end", text: "a,b\nc,d\\", dialect: dialect { $0.escape = 0x5C },
      strict: Reading(rows: [["a", "b"]], errors: ["dangling-escape@2:2:7"]),
      lenient: Reading(
        rows: [["a", "b"], ["c", "d\\"]], warnings: ["dangling-escape@2:2:7", "missing-line-end@2:-:8"])),
    Case(
      name: "comments", text: "# x \"\na,b\n#,c\nd,#\n", dialect: dialect { $0.comment = 0x23 },
      strict: Reading(rows: [["a", "b"], ["d", "#"]])),
    Case(
      name: "Excel's separator line", text: "sep=;\r\na;b\r\n1;2\r\n",
      dialect: dialect { ($0.honorsSeparatorLine, $0.hasHeader) = (true, true) },
      strict: Reading(header: ["a", "b"], rows: [["1", "2"]])),
    Case(
      name: "a separator line that is due but missing", text: "a,b\r\n1,2\r\n",
      dialect: dialect { $0.honorsSeparatorLine = true },
      strict: Reading(rows: [["a", "b"], ["1", "2"]])),
    Case(
      name: "lines to skip", text: "Report\"\n\na,b\n1,2,3\n",
      dialect: dialect { ($0.skipLines, $0.hasHeader) = (2, true) },
      strict: Reading(header: ["a", "b"], rows: [], errors: ["extra-cell@4:3:13"]),
      lenient: Reading(header: ["a", "b"], rows: [["1", "2", "3"]], warnings: ["extra-cell@4:3:13"])),
    Case(
      name: "more lines to skip than there are", text: "a\n", dialect: dialect { $0.skipLines = 9 },
      strict: Reading(rows: [])),
    Case(
      name: "a contradiction", text: "a\n", dialect: dialect { $0.quote = 0x2C },
      strict: Reading(rows: [], errors: ["dialect-error@-:-:0"])),
  ]

  private static func dialect(_ change: (inout Dialect) -> Void) -> Dialect {
    var dialect = Dialect(delimiter: 0x2C, hasHeader: false)
    change(&dialect)
    return dialect
  }
}
