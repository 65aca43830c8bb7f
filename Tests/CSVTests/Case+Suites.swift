import CSV

extension Case {
  /// Own cases of the classes that public suites hold: csv-spectrum, CSV on the Web, Python's test_csv, rust-csv's and
  /// zsv's hard ones.
  static let suites = spectrum + web + parsers

  private static let tab = Dialect(delimiter: 0x09, hasHeader: false)

  static let spectrum: [Case] = [
    Case(
      name: "a comma in quotes", text: "first,address\r\nMara,\"1 Main St, Apt 2\"\r\n", dialect: .rfc4180,
      strict: Reading(header: ["first", "address"], rows: [["Mara", "1 Main St, Apt 2"]])),
    Case(
      name: "empty in quotes and bare", text: "a,b,c\n1,\"\",\"\"\n2,,4\n", dialect: .rfc4180,
      strict: Reading(header: ["a", "b", "c"], rows: [["1", "", ""], ["2", "", "4"]])),
    Case(
      name: "JSON in a cell", text: "1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [102.0, 0.5]}\"\n",
      strict: Reading(rows: [["1", "{\"type\": \"Point\", \"at\": [102.0, 0.5]}"]])),
    Case(
      name: "quotes beside line ends in quotes", text: "1,\"ha\n\"\"ha\"\"\nha\"\r\n3,\"\"\"\r\n\"\"\"\r\n",
      strict: Reading(rows: [["1", "ha\n\"ha\"\nha"], ["3", "\"\r\n\""]])),
    Case(
      name: "a line of nothing but quotes and line ends", text: "\"\n\n\",\"\r\n\"\n",
      strict: Reading(rows: [["\n\n", "\r\n"]])),
  ]

  static let web: [Case] = [
    Case(
      name: "tabs", text: "a\tb, c\t\"d\te\"\r\n", dialect: tab, strict: Reading(rows: [["a", "b, c", "d\te"]])),
    Case(
      name: "comments and lines above the header", text: "exported today\r\n# a,b\r\nid,name\r\n#1,x\r\n2,#y\r\n",
      dialect: above, strict: Reading(header: ["id", "name"], rows: [["2", "#y"]])),
    Case(
      name: "no quote character", text: "a,\"b\r\n\"c\"\"d,e\r\n", dialect: unquoted,
      strict: Reading(rows: [["a", "\"b"], ["\"c\"\"d", "e"]])),
    Case(
      name: "single quotes", text: "'a,b','it''s'\r\n", dialect: apostrophe,
      strict: Reading(rows: [["a,b", "it's"]])),
  ]

  static let parsers: [Case] = [
    Case(
      name: "a quote opens at the very end", text: "a,b\r\nc,\"",
      strict: Reading(rows: [["a", "b"]], errors: [last(2, 2, 7)])),
    Case(
      name: "quotes doubled up to the very end", text: "a,\"b\"\"", strict: Reading(rows: [], errors: [last(1, 2, 2)])),
    Case(
      name: "blanks before a quote", text: "a, \"b\"\r\nc,d\r\n",
      strict: Reading(rows: [["c", "d"]], errors: ["stray-quote@1:2:3"]),
      lenient: Reading(
        rows: [["a", " \"b\""], ["c", "d"]], warnings: ["stray-quote@1:2:3", "stray-quote@1:2:5"])),
    Case(
      name: "blank lines at the end", text: "a,b\r\n1,2\r\n\r\n\r\n",
      strict: Reading(rows: [["a", "b"], ["1", "2"]], errors: ["blank-row@3:1:10", "blank-row@4:1:12"]),
      lenient: Reading(rows: [["a", "b"], ["1", "2"]], warnings: ["blank-row@3:-:10", "blank-row@4:-:12"])),
    Case(
      name: "only delimiters and quotes, many", text: String(repeating: "\"\"\"\",", count: 200) + "\r\n",
      strict: Reading(rows: [Array(repeating: "\"", count: 200) + [""]])),
    Case(
      name: "a field longer than many blocks", text: "\"\(String(repeating: "x,\"\"\r\n", count: 2000))\",b\r\n",
      strict: Reading(rows: [[String(repeating: "x,\"\r\n", count: 2000), "b"]])),
    Case(
      name: "backslashes are text", text: "a\\,\"b\\\"\r\n", strict: Reading(rows: [["a\\", "b\\"]])),
    Case(
      name: "backslash before quote, delimiter and line end", text: "a\\,b,\"c\\\"d\"\r\ne\\\nf,g\\\\\r\n",
      dialect: backslash, strict: Reading(rows: [["a,b", "c\"d"], ["e\nf", "g\\"]])),
  ]

  private static func last(_ line: Int, _ field: Int, _ byte: Int) -> String {
    "unterminated-quote@\(line):\(field):\(byte)"
  }

  private static var above: Dialect {
    var dialect = Dialect.rfc4180
    (dialect.skipLines, dialect.comment) = (1, 0x23)
    return dialect
  }

  private static var unquoted: Dialect {
    var dialect = Dialect(delimiter: 0x2C, hasHeader: false)
    dialect.quote = nil
    return dialect
  }

  private static var apostrophe: Dialect {
    var dialect = Dialect(delimiter: 0x2C, hasHeader: false)
    dialect.quote = 0x27
    return dialect
  }

  private static var backslash: Dialect {
    var dialect = Dialect(delimiter: 0x2C, hasHeader: false)
    dialect.escape = 0x5C
    return dialect
  }
}
