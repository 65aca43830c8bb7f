import Bytes

/// Cuts the HTML of a run of lines out of a mail's source and makes it whole.
enum SignatureHTML {
  /// The markup between two places of the source with its unmatched tags left away or closed, comments, scripts and style
  /// sheets taken out.
  static func cut(_ source: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    let text = source.extracting(range)
    var output = ByteBuffer(capacity: text.count + 64)
    var open: [[UInt8]] = []
    var at = 0
    while at < text.count {
      let less = text.firstIndex(of: UInt8(ascii: "<"), from: at) ?? text.count
      output.append(text.extracting(at..<less))
      guard less < text.count else { break }
      at = tag(text, less, &open, &output)
    }
    for name in open.reversed() { end(name, &output) }
    return output.span.trimmed().array()
  }

  private static func tag(_ text: Span<UInt8>, _ less: Int, _ open: inout [[UInt8]], _ output: inout ByteBuffer) -> Int
  {
    if text.hasPrefix("<!--", at: less) { return endOfComment(text, less) }
    let isEnd = less + 1 < text.count && text[less + 1] == UInt8(ascii: "/")
    let nameStart = less + (isEnd ? 2 : 1)
    guard nameStart < text.count, text[nameStart].isLetter else {
      output.append("&lt;")
      return less + 1
    }
    var nameEnd = nameStart
    while nameEnd < text.count, !text[nameEnd].isBlank, text[nameEnd] != UInt8(ascii: ">"),
      text[nameEnd] != UInt8(ascii: "/")
    {
      nameEnd += 1
    }
    guard let close = endOfTag(text, nameEnd) else { return text.count }
    let name = text.extracting(nameStart..<nameEnd).array().map(\.lowercased)
    let tag = TagTable.shared.tag(name.span)
    if tag.isUnseenText { return skip(text, name, close) }
    if isEnd {
      guard let index = open.lastIndex(of: name) else { return close }
      for unclosed in open[index...].reversed() { end(unclosed, &output) }
      open.removeLast(open.count - index)
    } else {
      output.append(text.extracting(less..<close))
      if !tag.isVoid, text[close - 2] != UInt8(ascii: "/") { open.append(name) }
    }
    return close
  }

  private static func end(_ name: [UInt8], _ output: inout ByteBuffer) {
    output.append("</")
    output.append(name.span)
    output.append(">")
  }

  private static func endOfComment(_ text: Span<UInt8>, _ start: Int) -> Int {
    text.place(of: "-->", from: start + 2).map { $0 + 3 } ?? text.count
  }

  private static func endOfTag(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var at = start
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: ">"): return at + 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if let close = text.firstIndex(of: text[at], from: at + 1) { at = close }
      default: break
      }
      at += 1
    }
    return nil
  }

  private static func skip(_ text: Span<UInt8>, _ name: [UInt8], _ start: Int) -> Int {
    var at = start
    while let less = text.firstIndex(of: UInt8(ascii: "<"), from: at) {
      if text.hasPrefix("</", at: less), less + 2 + name.count <= text.count,
        LineText.place(of: name, in: text.extracting((less + 2)..<(less + 2 + name.count)).array()) == 0
      {
        return text.firstIndex(of: UInt8(ascii: ">"), from: less).map { $0 + 1 } ?? text.count
      }
      at = less + 1
    }
    return start
  }
}
