import Bytes

/// Takes the author and the date out of a line such as `On 3 March 2026 at 10:00, Jane Doe <jane@example.com> wrote:`.
enum AttributionReader {
  /// The name with its address, where an address stands in the text; else what stands before or behind the verb.
  static func author(_ header: [UInt8]) -> [UInt8]? {
    let text = header.span
    if let open = text.lastIndex(of: UInt8(ascii: "<")), let close = text.firstIndex(of: UInt8(ascii: ">"), from: open)
    {
      let start = nameStart(text, before: open)
      return trimmed(text.extracting(start..<(close + 1)))
    }
    if let at = text.firstIndex(of: UInt8(ascii: "@")) {
      var start = at
      while start > 0, !text[start - 1].isBlank, !"<(,;:".utf8.contains(text[start - 1]) { start -= 1 }
      var end = at
      while end < text.count, !text[end].isBlank, !">),;:".utf8.contains(text[end]) { end += 1 }
      return trimmed(text.extracting(start..<end))
    }
    return nameBesideVerb(header)
  }

  /// A name runs back to the comma, the time or the marker word before it.
  private static func nameStart(_ text: Span<UInt8>, before open: Int) -> Int {
    var start = open
    var isQuoted = false
    while start > 0 {
      let byte = text[start - 1]
      if byte == UInt8(ascii: "\"") {
        if isQuoted { return start - 1 }
        isQuoted = true
      } else if !isQuoted {
        if ",;:".utf8.contains(byte) || byte.decimalValue != nil { break }
      }
      start -= 1
    }
    // What follows the time's last digit: `10:00 AM Jane`, `Uhr schrieb Jane`.
    var name = start
    for marker in [
      "schrieb ", "am ", "pm ", "a.m. ", "p.m. ", "uhr ", "a écrit ", "escribió ", "skrev ", "מאת ", "בשעה ", "بواسطة ",
      "ص ", "م ",
    ] as [StaticString] {
      var from = name
      while let place = text.place(of: marker, from: from), place < open {
        if place == name || text[place - 1].isBlank || text[place - 1].decimalValue != nil {
          name = place + marker.utf8CodeUnitCount
        }
        from = place + 1
      }
    }
    return name
  }

  private static func trimmed(_ text: Span<UInt8>) -> [UInt8]? {
    var bytes = text.trimmed().array()
    while let first = bytes.first, ",;: )".utf8.contains(first) { bytes.removeFirst() }
    for mark in ["\u{200E}", "\u{200F}", "\u{202A}", "\u{202B}", "\u{202C}"] {
      while bytes.starts(with: mark.utf8) { bytes.removeFirst(3) }
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// `…, Jane Doe wrote:` and `Am … schrieb Jane Doe:`.
  private static func nameBesideVerb(_ header: [UInt8]) -> [UInt8]? {
    let text = header.span
    for verb in Phrases.wrote.all {
      guard let place = LineText.place(of: verb, in: header) else { continue }
      let end = place + verb.count
      var last = header.count
      while last > end, ": \u{3000}".utf8.contains(header[last - 1]) { last -= 1 }
      if last > end, let name = trimmed(text.extracting(end..<last)), name.count > 1, !LineText(name.span).hasDateOrTime
      {
        return name
      }
      let start = nameStart(text, before: place)
      return trimmed(text.extracting(start..<place))
    }
    return nil
  }

  /// From the first digit, or the words before it, to the last: before the address, else behind it.
  static func date(_ header: [UInt8]) -> [UInt8]? {
    let text = header.span
    let open = text.lastIndex(of: UInt8(ascii: "<")) ?? text.firstIndex(of: UInt8(ascii: "@")) ?? header.count
    if let first = firstDigit(header, 0..<open) { return date(header, first, limit: open) }
    let close = text.firstIndex(of: UInt8(ascii: ">"), from: open) ?? open
    guard let first = firstDigit(header, close..<header.count) else { return nil }
    return date(header, first, limit: header.count)
  }

  private static func firstDigit(_ header: [UInt8], _ range: Range<Int>) -> Int? {
    header[range].firstIndex { $0.decimalValue != nil }
  }

  private static func date(_ header: [UInt8], _ first: Int, limit: Int) -> [UInt8]? {
    let text = header.span
    var last = first
    for index in first..<limit where header[index].decimalValue != nil { last = index }
    var start = first
    while start > 0, !",;:>".utf8.contains(header[start - 1]) { start -= 1 }
    if text.extracting(start..<first).trimmed().count > 24 { start = first }
    var end = last + 1
    for suffix in [" am", " pm", " a.m.", " p.m.", "am", "pm", " uhr"] as [StaticString]
    where text.hasPrefix(suffix, at: end) {
      end += suffix.utf8CodeUnitCount
      break
    }
    var bytes = text.extracting(start..<end).trimmed().array()
    for opener in openers where bytes.starts(with: opener) { bytes.removeFirst(opener.count) }
    return bytes.isEmpty ? nil : bytes
  }

  /// What begins an attribution and is no part of its date.
  private static let openers: [[UInt8]] = [
    "On ", "Am ", "Le ", "El ", "Em ", "No dia ", "Il giorno ", "Il ", "Op ", "w dniu ", "W dniu ", "Dnia ", "Den ",
    "В ",
    "于", "在 ", "في ", "ב-", "בתאריך ",
  ].map { Array($0.utf8) }
}

extension LineText {
  /// Where a phrase in lower case first stands in bytes of any case.
  static func place(of phrase: [UInt8], in bytes: [UInt8]) -> Int? {
    guard phrase.count <= bytes.count else { return nil }
    for at in 0...(bytes.count - phrase.count) {
      var index = 0
      while index < phrase.count, bytes[at + index].lowercased == phrase[index] { index += 1 }
      if index == phrase.count { return at }
    }
    return nil
  }
}
