import Bytes
import JSONText
import Testing

/// What is JSON (RFC 8259) and what is not, in the classes of case that public suites of it have, through the scanner and, cut
/// at every byte, through the list reader.
@Suite struct GrammarTests {
  static let good: [String] = [
    "[]", " [ ] ", "[\n1\r\t]", "[[]   ]", "[1,null,true,false]", "[1E22]", "[1e+2]", "[1e-2]", "[0e+1]", "[0e1]",
    "[-0]",
    "[-0.0]", "[-123]", "[123.456789]", "[1.5E-300]", "[1e9999]", "[-1e9999]", "[123456789012345678901234567890]",
    "[0.000000000000000000000000000000000000000001]", #"["\u0061\u30af\u30EA"]"#, #"["\"\\\/\b\f\n\r\t"]"#,
    #"["\\u0000"]"#, #"["\u0000"]"#, #"["\uD801\udc37"]"#, #"["\uDBFF\uDFFF"]"#, #"["\uFFFF\u2028"]"#,
    "[\"\u{2028}\u{2029}\"]",
    "[\"\u{7F}\"]", "[\"\u{FFFF}\u{10FFFF}\"]", "[\"/* no comment */ // nor this\"]", "[\" \"]", "[\"\"]", "[\"a€b😀\"]",
    #"{"":0}"#, #"{"a":[],"b":{}}"#, #"{"\u0000":1}"#, "{\"a\":\n\"b\"\r\n}", "true", "-1", "\"\"", "null", " 2 ",
  ]

  static let bad: [String] = [
    "", " ", "[1 true]", "[1,]", "[,1]", "[1,,2]", "[,]", "[,", "[\"x\"", "[\"x\"]]", "[\"\":1]", "[3[4]]", "[a", "[*]",
    "[1\n",
    "[", "[[", "]", "}", "{", "{]", "[}", "[]]", "{}}", "[-]", "[--1]", "[+1]", "[-01]", "[012]", "[-2.]", "[2.]",
    "[.2]",
    "[0.1.2]", "[0.e1]", "[0E]", "[0e+]", "[1.0e-]", "[1eE2]", "[1 000]", "[1_000]", "[Infinity]", "[-Infinity]",
    "[NaN]",
    "[nan]", "[0x1]", "[1+2]", "[-foo]", "[1a]", "[1e1a]", "[1.2a]", "[１]", "[2.e3]", "[True]", "[nul]", "[tru]",
    "[fals]",
    "[nulll]", "<null>", #"["\x00"]"#, #"["\a"]"#, #"["\"]"#, #"["\\\"]"#, #"["\u00A"]"#, #"["\u00G0"]"#,
    #"["\U0041"]"#,
    #"["\uD800"]"#, #"["\uD800\"]"#, #"["\uD800\u"]"#, #"["\uD800\u1"]"#, #"["\uDC00"]"#, #"["\uD800\uD800"]"#,
    #"["\😀"]"#, "[\"a\u{0}b\"]", "[\"new\nline\"]", "[\"tab\t\"]", "['a']", "[\"a", "\"", "[\u{A0}1]", "[\u{C}]",
    "[\u{B}]",
    "[\u{2060}]", "\u{FEFF}[]", #"{"a":"b"}#"#, #"{"a":/*c*/1}"#, #"{"a":1}//x"#, "{'a':0}", "{a:0}", "{1:1}", "{[]:1}",
    "{\"a\"}", "{\"a\":}", "{\"a\",1}", "{:1}", "{\"a\"::1}", #"{"a":1 "b":2}"#, #"{"a":1,,}"#, #"{"a":1,}"#,
    #"{,"a":1}"#,
    #"{"a":1,"a":1}"#, "{\"a\":[}", "[{]", "[1]x", "1]", "2 3", "\\u005B]", "[\"a\",\n4\n,1,", "{\"a\":\"", "**",
  ]

  /// Texts with these bytes in a string are no UTF-8.
  static let broken: [[UInt8]] = [
    [0xFF], [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xE0, 0xFF], [0xED, 0xA0, 0x80],
    [0xF0, 0x80, 0x80, 0xAF],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xE2, 0x82], [0xC3],
    [0xFC, 0x83, 0xBF, 0xBF],
  ]

  @Test(arguments: good)
  func whatIsJSON_isTaken(_ text: String) throws {
    try checkJSON(text.utf8.span)
    let list = "[\(text),{\"v\":\(text)}]"
    for size in 1...9 { #expect(try items(Array(list.utf8), size) == 2, "\(size)") }
    for cut in list.utf8.indices {
      #expect(throws: JSONError.self) { try checkJSON(Array(list.utf8[..<cut]).span) }
      #expect(throws: JSONError.self) { try items(Array(list.utf8[..<cut]) + [0x5D, 0x5D, 0x7D, 0x22], 3) }
    }
  }

  @Test(arguments: bad)
  func whatIsNot_isRefused(_ text: String) throws {
    #expect(throws: JSONError.self) { try checkJSON(text.utf8.span) }
    // As a member of a list's item, and cut anywhere.
    for size in [1, 2, 3, 64] {
      #expect(throws: JSONError.self) { try items(Array("[{\"v\":\(text)}]".utf8), size) }
    }
  }

  @Test(arguments: broken)
  func bytesThatAreNoText_areRefused(_ bytes: [UInt8]) throws {
    for text in [Array("[\"".utf8) + bytes + Array("\"]".utf8), Array("{\"".utf8) + bytes + Array("\":1}".utf8)] {
      #expect(throws: JSONError.self) { try checkJSON(text.span) }
      for size in [1, 2, 3, 64] {
        #expect(throws: JSONError.self) { try items(Array("[".utf8) + text + Array("]".utf8), size) }
      }
    }
    #expect(throws: JSONError.self) { try checkJSON((Array("[1]".utf8) + bytes).span) }
    #expect(throws: JSONError.self) { try checkJSON((bytes + Array("[1]".utf8)).span) }
  }

  /// The items of a list that comes in pieces of `size` bytes, each checked by itself.
  private func items(_ text: [UInt8], _ size: Int) throws -> Int {
    var list = JSONListReader()
    var place = 0
    while true {
      switch try list.next() {
      case .item: try checkJSON(list.item)
      case .end: return list.count
      case .needsMore:
        let end = min(text.count, place + size)
        let piece = Array(text[place..<end])
        _ = list.fill { (buffer) throws(Never) in
          buffer.append(piece.span)
          return piece.count
        }
        place = end
        if piece.isEmpty { list.finish() }
      }
    }
  }
}
