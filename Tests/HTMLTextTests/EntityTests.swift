import Foundation
import HTMLText
import TestSupport
import Testing

@Suite struct EntityTests {
  @Test(arguments: [
    ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"), ("&amp;amp;", "&amp;"), ("&AMP &COPY &LT", "& © <"), ("&copy2", "©2"),
    ("&notit;", "¬it;"), ("&notin;", "∉"), ("&hellip", "&hellip"), ("&hellip;", "…"), ("&nosuch;", "&nosuch;"),
    ("&", "&"), ("a & b", "a & b"), ("&;", "&;"), ("&#;", "&#;"), ("&#x;", "&#x;"), ("&#65", "A"),
    ("&#65;&#x41;&#X41;", "AAA"),
    ("&#128;&#150;&#151;&#153;", "€–—™"), ("&#x91;&#x92;", "‘’"), ("&#xD800;&#x110000;&#99999999999;", "���"),
    ("a&#0;b", "a�b"), ("&fjlig;", "fj"), ("&NotEqualTilde;", "≂̸"), ("&bne;", "=⃥"),
    ("&CounterClockwiseContourIntegral;", "∳"),
    ("&nbsp;x&nbsp", " x"), ("&lt;b&gt;", "<b>"), ("&#60;b&#62;", "<b>"), ("&euro;&zwj;&Tab;x", "€ x"), ("&lang;", "⟨"),
  ])
  func references(_ html: String, _ expected: String) throws {
    #expect(try converted(html) == expected)
  }

  /// Every name of the HTML standard's table, against Python's copy of it.
  @Test(.enabled(if: findProgram("python3") != nil, "python3 is not installed"))
  func allNames_agreeWithPython() throws {
    let python = try #require(findProgram("python3"))
    let script = """
      import html.entities, json
      print(json.dumps([[k, v] for k, v in html.entities.html5.items()]))
      """
    let result = try runCommand(python, ["-c", script])
    let pairs = try JSONDecoder().decode([[String]].self, from: Data(result.text.utf8))
    #expect(pairs.count == 2231)
    for pair in pairs {
      // Between letters that are kept, so that spaces and invisible characters show where they are.
      let text = try converted("<pre>a&\(pair[0]) b</pre>")
      let plain = try converted("<pre>a\(pair[1].replacing("&", with: "&amp;").replacing("<", with: "&lt;")) b</pre>")
      #expect(text == plain, "\(pair[0])")
    }
  }
}

@Suite struct CharsetTests {
  @Test(
    arguments: [
      ([0xC3, 0xA9], nil, "é", HTMLWarnings()),
      ([0xE9], nil, "é", .otherCharset),
      ([0xE9], "iso-8859-1", "é", []),
      ([0x93, 0x80, 0x94], "iso-8859-1", "“€”", []),
      ([0xC3, 0xA9], "iso-8859-1", "é", .otherCharset),
      ([0xC3, 0xA9], "us-ascii", "é", .otherCharset),
      ([0xE9, 0x20, 0xE8], "utf-8", "é è", .otherCharset),
      ([0xC3, 0xA9, 0xFF, 0xC3, 0xA8], "utf-8", "é\u{FFFD}è", .repairedText),
      ([0x93, 0xFA, 0x96, 0x7B], "shift_jis", "日本", []),
      ([0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42], "iso-2022-jp", "日本", []),
      // NEC's circled number and half-width katakana, a line that ends without an escape, and no label at all.
      ([0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42], "ISO-2022-JP", "①ｱ", []),
      ([0x1B, 0x24, 0x42, 0x46, 0x7C, 0x0A, 0x46, 0x7C], "iso-2022-jp", "日 F|", []),
      ([0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42], nil, "日本", []),
      ([0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42], "us-ascii", "日本", []),
      ([0x82], "cp-850", "é", []), ([0xE9], "windows1252", "é", []), ([0xCF], "win-1251", "П", []),
      ([0xC8, 0xD5, 0xB1, 0xBE], "gb2312", "日本", []),
      ([0xCF, 0xF0, 0xE8], "windows-1251", "При", []),
      ([0xFE], "windows-1254", "ş", []),
      ([0xFF, 0xFE, 0x41, 0x00, 0xE9, 0x00], nil, "Aé", []),
      ([0xEF, 0xBB, 0xBF, 0x41], "iso-8859-1", "A", []),
      ([0x41, 0xE9], "no-such-charset", "Aé", .otherCharset),
      ([0x41, 0x00, 0x42], nil, "AB", []),
    ] as [([UInt8], String?, String, HTMLWarnings)])
  func bytes_areReadInTheRightCharset(
    _ bytes: [UInt8], _ charset: String?, _ expected: String, _ warnings: HTMLWarnings
  ) throws {
    let result = try convertedBytes(bytes, charset: charset)
    #expect(result.text == expected)
    #expect(result.warnings.contains(warnings))
    if warnings.isEmpty { #expect(!result.warnings.contains(.repairedText)) }
  }

  @Test(arguments: [
    "<meta charset=windows-1251>", "<meta charset=\"windows-1251\">",
    "<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
    "<?xml version='1.0' encoding='windows-1251'?>",
  ])
  func meta_statesTheCharset(_ meta: String) throws {
    for header in [nil, "us-ascii", "unknown"] {
      #expect(try convertedBytes(Array(meta.utf8) + [0xCF, 0xF0, 0xE8], charset: header).text == "При")
    }
    #expect(try convertedBytes(Array(meta.utf8) + [0xE9], charset: "iso-8859-1").text == "é")
  }
}
