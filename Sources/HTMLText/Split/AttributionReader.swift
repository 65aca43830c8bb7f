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
    for verb in Phrases.wrote {
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

  /// From the first digit, or the word before it, to the last time of day.
  static func date(_ header: [UInt8]) -> [UInt8]? {
    let text = header.span
    guard let first = header.firstIndex(where: { $0.decimalValue != nil }) else { return nil }
    let limit = text.lastIndex(of: UInt8(ascii: "<")) ?? text.firstIndex(of: UInt8(ascii: "@")) ?? header.count
    guard first < limit else { return nil }
    var last = first
    for index in first..<limit where header[index].decimalValue != nil { last = index }
    var start = first
    while start > 0, !",;:".utf8.contains(header[start - 1]) || start == first { start -= 1 }
    let lead = text.extracting(start..<first).trimmed()
    if lead.count > 24 { start = first }
    var end = last + 1
    for suffix in [" am", " pm", " a.m.", " p.m.", "am", "pm", " uhr"] as [StaticString]
    where text.hasPrefix(suffix, at: end) {
      end += suffix.utf8CodeUnitCount
      break
    }
    var bytes = text.extracting(start..<end).trimmed().array()
    for opener in ["On ", "Am ", "Le ", "El ", "Em ", "Il giorno ", "Il ", "Op ", "W dniu ", "Dnia ", "Den ", "В "] {
      if bytes.starts(with: opener.utf8) { bytes.removeFirst(opener.utf8.count) }
    }
    return bytes.isEmpty ? nil : bytes
  }
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
