import Bytes

/// A character set by one of its names.
enum Charset: Equatable {
  case utf8
  /// Windows-1252, and what is read as it: Latin-1 and ASCII (WHATWG Encoding, section 4.2).
  case windows1252
  /// ISO-2022-JP as Japanese mail has it (`JISReader`).
  case jis
  /// Another one, by the name that iconv knows it by.
  case other(String)

  /// The character set of a label, in any case; nil for an empty one.
  init?(label: Span<UInt8>) {
    let text = label.trimmed()
    guard !text.isEmpty, text.count < 64 else { return nil }
    let name = String(repairing: text).lowercased()
    switch name {
    case "utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8", "utf-8-sig": self = .utf8
    case "us-ascii", "ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "windows-1252", "cp1252",
      "cp-1252", "x-cp1252", "ansi_x3.4-1968", "iso-ir-100", "x-ansi", "default", "unknown-8bit", "x-unknown":
      self = .windows1252
    case "iso-8859-9", "latin5": self = .other("WINDOWS-1254")
    case "iso-8859-11", "tis-620", "windows-874": self = .other("CP874")
    case "gb2312", "gbk", "gb_2312-80", "x-gbk", "chinese", "euc-cn": self = .other("GB18030")
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j": self = .other("CP932")
    case "ks_c_5601-1987", "euc-kr", "ksc5601", "korean", "windows-949": self = .other("CP949")
    case "big5", "big5-hkscs", "x-x-big5": self = .other("BIG5-HKSCS")
    case "utf-16": self = .other("UTF-16LE")
    case "iso-8859-8-i", "iso-8859-8-e": self = .other("ISO-8859-8")
    case "x-mac-roman", "macintosh", "mac": self = .other("MACINTOSH")
    case "iso-2022-jp", "csiso2022jp", "iso-2022-jp-ms", "cp50220", "cp50221", "cp50222", "x-iso-2022-jp": self = .jis
    default: self = .other(Charset.codePage(name) ?? name)
    }
  }

  /// `cp-850`, `win-1251` and the like by the name that iconv knows.
  private static func codePage(_ name: String) -> String? {
    for prefix in ["cp-", "win-", "windows", "ms-", "ibm-"] where name.hasPrefix(prefix) {
      let number = name.dropFirst(prefix.count)
      if !number.isEmpty, number.utf8.allSatisfy({ $0.decimalValue != nil }) { return "cp\(number)" }
    }
    return nil
  }

  /// Whether a label says nothing of bytes beyond ASCII, so that the page's own word counts where there are some.
  static func isMute(_ label: String) -> Bool {
    [
      "us-ascii", "ascii", "ansi_x3.4-1968", "default", "unknown", "unknown-8bit", "x-unknown", "binary", "8bit",
      "none",
    ]
    .contains(label.lowercased())
  }

  /// The character set that a byte order mark states.
  init?(byteOrderMark bytes: Span<UInt8>) {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): self = .other("UTF-16LE")
    case (0xFE, 0xFF): self = .other("UTF-16BE")
    case (0xEF, 0xBB) where bytes.count > 2 && bytes[2] == 0xBF: self = .utf8
    default: return nil
    }
  }

  /// The character set that the head of a page states in a `<meta>` or an XML declaration: its first 4 KiB are looked at.
  init?(markup bytes: Span<UInt8>) {
    let head = bytes.extracting(first: 4096)
    var at = 0
    while let place = head.nearest("charset", "encoding", from: at) {
      at = place + 7
      var value = head.firstIndex(of: UInt8(ascii: "="), from: at) ?? head.count
      guard value - at < 4 else { continue }
      value += 1
      while value < head.count, head[value].isBlank || head[value] == 0x22 || head[value] == 0x27 { value += 1 }
      let start = value
      while value < head.count, head[value].isAlphanumeric || "-_.:".utf8.contains(head[value]) { value += 1 }
      guard let charset = Charset(label: head.extracting(start..<value)) else { continue }
      // Bytes that could be read so far are not UTF-16, whatever they say.
      if case .other(let name) = charset, name.hasPrefix("UTF-16") || name.hasPrefix("utf-16") { continue }
      self = charset
      return
    }
    return nil
  }
}

extension Span<UInt8> {
  /// The first place of either word.
  fileprivate func nearest(_ one: StaticString, _ other: StaticString, from start: Int) -> Int? {
    guard let left = place(of: one, from: start) else { return place(of: other, from: start) }
    guard let right = place(of: other, from: start) else { return left }
    return Swift.min(left, right)
  }
}
