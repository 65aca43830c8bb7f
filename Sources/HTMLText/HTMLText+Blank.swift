import Bytes

extension HTMLText {
  /// Whether a mail's HTML shows no text at all. Where much stands outside of its tags that is not looked into further.
  ///
  /// - Parameters:
  ///   - html: The body as it came.
  ///   - charset: The character set that the mail's header states, if any.
  public static func showsNothing(_ html: Span<UInt8>, charset: String?) -> Bool {
    if hasManyLetters(html) { return false }
    var options = TextOptions()
    options.charset = charset
    var output = ByteBuffer(capacity: 256)
    // What is too large to be read shows more than nothing.
    guard (try? convert(html, options: options, into: &output)) != nil else { return false }
    return output.span.trimmed().isEmpty
  }

  /// Letters and digits outside of tags, comments and sheets from which on a mail has a text.
  private static let manyLetters = 400

  private static func hasManyLetters(_ html: Span<UInt8>) -> Bool {
    var count = 0
    var at = 0
    while at < html.count, count < manyLetters {
      if html[at] == UInt8(ascii: "<") {
        at = endOfTag(html, from: at)
      } else {
        if html[at].isAlphanumeric || html[at] >= 0x80 { count += 1 }
        at += 1
      }
    }
    return count >= manyLetters
  }

  /// Where a tag or comment ends, with a sheet's or script's content.
  private static func endOfTag(_ html: Span<UInt8>, from start: Int) -> Int {
    if html.hasPrefix("<!--", at: start) { return end(of: "-->", UInt8(ascii: "-"), in: html, from: start + 2) }
    if html.hasPrefix("<style", at: start) { return end(of: "</style", UInt8(ascii: "<"), in: html, from: start) }
    if html.hasPrefix("<script", at: start) { return end(of: "</script", UInt8(ascii: "<"), in: html, from: start) }
    return html.firstIndex(of: UInt8(ascii: ">"), from: start).map { $0 + 1 } ?? html.count
  }

  private static func end(of word: StaticString, _ first: UInt8, in html: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while let found = html.firstIndex(of: first, from: at) {
      if html.hasPrefix(word, at: found) { return found + word.utf8CodeUnitCount }
      at = found + 1
    }
    return html.count
  }
}
