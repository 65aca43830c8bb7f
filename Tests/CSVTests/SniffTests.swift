import CSV
import Testing

/// A start of a file and what it is to be taken for.
struct Sample: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  var delimiter: UInt8 = 0x2C
  var quote: UInt8? = 0x22
  var escape: UInt8?
  var skipLines = 0
  var hasHeader = true
  var encoding = TextEncoding.utf8
  var lineEnding = Dialect.LineEnding.crlfOrLF
  var separatorLine = false

  init(_ name: String, _ text: String, _ change: (inout Sample) -> Void = { _ in }) {
    self.init(name, Array(text.utf8), change)
  }

  init(_ name: String, _ bytes: [UInt8], _ change: (inout Sample) -> Void = { _ in }) {
    testDescription = name
    self.bytes = bytes
    change(&self)
  }

  var dialect: Dialect {
    var dialect = Dialect(delimiter: delimiter, hasHeader: hasHeader)
    (dialect.quote, dialect.escape, dialect.skipLines) = (quote, escape, skipLines)
    (dialect.encoding, dialect.lineEnding, dialect.honorsSeparatorLine) = (encoding, lineEnding, separatorLine)
    return dialect
  }

  static let all: [Sample] = [
    Sample("comma", "id,name\r\n1,Ann\r\n2,Bob\r\n"),
    Sample("comma with text in quotes", "id,text\n1,\"a; b; c\nd; e\"\n2,\"x | y\"\n3,\"\"\n"),
    Sample("semicolon with decimal commas", "id;price\r\n1;1,50\r\n2;2,75\r\n") { $0.delimiter = 0x3B },
    Sample("semicolon without header", "1,5;2,5\n2,5;3,5\n") { ($0.delimiter, $0.hasHeader) = (0x3B, false) },
    Sample("semicolon with commas in text", "id;text\n1;Hello, you\n2;One, two, three\n3;x\n") { $0.delimiter = 0x3B },
    Sample("tab", "id\tname\tnote\n1\tAnn\ta,b\n2\tBob\tc;d\n") { $0.delimiter = 0x09 },
    Sample("bar", "id|name\n1|Ann, B\n2|Bob, C\n") { $0.delimiter = 0x7C },
    Sample("one column", "name\nAnn\nBob\n"),
    Sample("one record", "id,name\n"),
    Sample("empty", "") { $0.hasHeader = true },
    Sample("no header", "1,2020-01-01,x\n2,2020-01-02,y\n") { $0.hasHeader = false },
    Sample("all text", "id,name\nk1,Ann\nk2,Bob\n"),
    Sample("commas in the first row only", "a;b,c,d\n1;2\n3;4\n") { $0.delimiter = 0x3B },
    Sample("single quotes", "id,text\n1,'a, b'\n2,'c, d'\n3,'it''s'\n") { $0.quote = 0x27 },
    Sample("backslash", "id,text\n1,\"a \\\"b\\\", c\"\n2,\"d \\\"e\\\", f\"\n") { $0.escape = 0x5C },
    Sample(
      "JSON in doubled quotes", "id,data\n1,\"{\"\"a\"\":\"\"b\\\"\"c\"\",\"\"d\"\":1}\"\n2,\"{\"\"a\"\":\"\"\"\"}\"\n"),
    Sample("comment", "# made by a tool, version 3\nid,name,x\n1,Ann,2\n") { $0.skipLines = 1 },
    Sample(
      "comments, and records that start with #", "# made by a tool\r\n# today\r\n\r\nid,name\r\n#1,Ann\r\n2,Bob\r\n"
    ) {
      $0.skipLines = 3
    },
    Sample("header and records that start with #", "#id,name\n#1,Ann\n2,Bob\n"),
    Sample("a header that starts with #, and text below it", "#id,text\n1,\"a, b\"\n2,a;b\n3,\"c\nd\"\n"),
    Sample("empty lines above the header", "\n\r\nid,name\n1,Ann\n2,Bob\n") { $0.skipLines = 2 },
    Sample("empty lines above comments", "\n# made by a tool\n\nid,name\n1,Ann\n2,Bob\n") { $0.skipLines = 3 },
    Sample("empty lines of CR above the header", "\r\rid,name\r1,Ann\r") { ($0.skipLines, $0.lineEnding) = (2, .cr) },
    Sample("backslashes in place of quotes", "id\ttext\n1\ta\\\tb\n2\tc\\\nd\n3\t\\N\n") {
      ($0.delimiter, $0.escape) = (0x09, 0x5C)
    },
    Sample("backslashes that escape nothing", "id,folder\n1,C:\\\n2,C:\\new\\\n3,\"D:\\\"\n"),
    Sample("records that start with #", "#1,2020-01-01\n#2,2020-01-02\n3,2020-01-03\n") { $0.hasHeader = false },
    Sample("a header that starts with #", "#id,name\n1,Ann\n2,Bob\n"),
    Sample("Excel, in capitals", "SEP=|\nid|name\n1|a,b\n") { ($0.delimiter, $0.separatorLine) = (0x7C, true) },
    Sample("Excel, quoted", "\"Sep=;\"\nid;name\n1;a,b\n") { ($0.delimiter, $0.separatorLine) = (0x3B, true) },
    Sample("Excel", "sep=|\nid|name\n1|a,b\n") { ($0.delimiter, $0.separatorLine) = (0x7C, true) },
    Sample("CR", "id,name\r1,Ann\r2,Bob\r") { $0.lineEnding = .cr },
    Sample("CR, and LF within quotes", "id,text\r1,\"a\nb\"\r2,\"c \"\"d\"\"\r\ne\"\r") { $0.lineEnding = .cr },
    Sample("LF, and CR within quotes", "id,text\n1,\"a\rb\"\n2,c\n"),
    Sample("one record, and CR within quotes", "id,\"a\rb\""),
    Sample("UTF-8 mark", [0xEF, 0xBB, 0xBF] + Array("id,name\n1,é\n".utf8)),
    Sample("windows-1252", Array("id;name\n1;Ren".utf8) + [0xE9] + Array("\n2;".utf8) + [0x93, 0x94, 0x0A]) {
      ($0.delimiter, $0.encoding) = (0x3B, .windows1252)
    },
    Sample("windows-1252 in the last word", Array("id,note\n1,caf".utf8) + [0xE9, 0x0A]) {
      $0.encoding = .windows1252
    },
    Sample("a byte that hardly any text has", Array("id,note\n1,".utf8) + [0xFF, 0x0A]),
    Sample("ISO 8859-15", Array("id,price\n1,5 ".utf8) + [0xA4, 0x0A]) { $0.encoding = .latin9 },
    Sample("as much UTF-8 as not", Array("id,note\n1,é\n2,".utf8) + [0xE9] + Array("x\n".utf8)),
    Sample("a quarter UTF-8", Array("id,note\n1,é\n2,x".utf8) + [0xE9, 0x20, 0xE8, 0x20, 0x92, 0x20, 0x92, 0x0A]),
    Sample(
      "windows-1252 that is UTF-8 once",
      Array("id,note\n1,".utf8) + [0xC9, 0xBB] + (0..<5).flatMap { _ in [0xE9, 0x20] }
    ) {
      $0.encoding = .windows1252
    },
    Sample("DOS", Array("id,note\n1,M".utf8) + [0x81] + Array("ller\n2,B".utf8) + [0x84] + Array("r\n".utf8)),
    Sample(
      "windows-1252 with a damaged byte",
      Array("id,note\n1,".utf8) + (0..<11).flatMap { _ in [0xE9, 0x20] } + [0x81, 0x0A]
    ) { $0.encoding = .windows1252 },
    Sample("UTF-8 with one broken place", Array("id,name\n1,éàü\n2,".utf8) + [0xE9] + Array("x\n".utf8)),
    Sample("UTF-16 with mark", utf16("\u{FEFF}id;name\r\n1;é\r\n")) {
      ($0.delimiter, $0.encoding) = (0x3B, .utf16LittleEndian)
    },
    Sample("UTF-16 without mark", utf16("id;name\r\n1;Ann\r\n")) {
      ($0.delimiter, $0.encoding) = (0x3B, .utf16LittleEndian)
    },
    Sample("UTF-16 big end first", Array(utf16("\u{FEFF}id\tname\r\n1\tx\r\n").swappedPairs)) {
      ($0.delimiter, $0.encoding) = (0x09, .utf16BigEndian)
    },
  ]

  private static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }
}

extension [UInt8] {
  var swappedPairs: [UInt8] {
    stride(from: 0, to: count - 1, by: 2).flatMap { [self[$0 + 1], self[$0]] }
  }
}

@Suite struct SniffTests {
  @Test(arguments: Sample.all)
  func dialect_isTold(_ sample: Sample) {
    let sniffed = Dialect.sniff(bytes: sample.bytes)
    #expect(sniffed.dialect == sample.dialect, "\(sniffed.reasons)")
    #expect(sniffed.confidence >= 0 && sniffed.confidence <= 1)
    #expect(!sniffed.reasons.isEmpty)
  }

  @Test func sureness_tellsPlainFromDoubtful() {
    let plain = Dialect.sniff(bytes: Array("id,name\r\n1,Ann\r\n2,Bob\r\n3,Cid\r\n".utf8))
    let doubtful = Dialect.sniff(bytes: Array("x\ny,z\nw\n".utf8))
    #expect(plain.confidence > 0.9)
    #expect(doubtful.confidence < 0.7)
    #expect(plain.reasons.contains("delimiter ,: 4 of 4 records have 2 fields"))
    #expect(plain.lineEnds.description == "CRLF")
  }

  @Test func longFile_isToldFromItsStart() {
    let row = "1,\"a b c d e f g h\ni j k\",2020-01-01\n"
    let text = "id,text,day\n" + String(repeating: row, count: 3000)
    let sniffed = Dialect.sniff(bytes: Array(text.utf8.prefix(Dialect.sampleSize)), isWhole: false)
    #expect(sniffed.dialect == .rfc4180)
    #expect(sniffed.confidence > 0.9)
  }
}
