public import Bytes

/// HTML mail to the text that its reader sees.
public enum HTMLText {
  /// Appends a mail's text to `output`: UTF-8, lines ended by `\n`, no line end behind the last.
  ///
  /// What a reader would not see is left out: scripts, comments, Outlook's conditionals, text hidden by attributes, by
  /// inline styles or by the mail's own style sheet, and tracking pixels. No input makes it fail but one that is too large;
  /// what was mended or left aside is in the warnings. The time and the memory are linear in the input, about five times
  /// its size. Nothing is fetched.
  ///
  /// - Parameters:
  ///   - html: The body as it came, in any character set; see `TextOptions.charset`.
  ///   - options: How the text looks.
  ///   - output: Where the text is appended, in UTF-8.
  /// - Returns: What was mended on the way.
  @discardableResult
  public static func convert(
    _ html: Span<UInt8>, options: TextOptions = TextOptions(), into output: inout ByteBuffer
  ) throws(HTMLTextError) -> HTMLWarnings {
    let body = try MailBody(html, charset: options.charset, limit: options.maximumBytes)
    let composition = try MarkupParser.compose(body.bytes, options: options)
    let lines = composition.page.lines.count
    composition.page.render(0..<lines, width: options.width, into: &output)
    return composition.warnings.union(body.warnings)
  }

  /// A mail's HTML itself as valid UTF-8 without NUL, whatever its character set.
  ///
  /// - Parameters:
  ///   - html: The body as it came.
  ///   - charset: The character set that the mail's header states, if any.
  public static func source(_ html: Span<UInt8>, charset: String?) throws(HTMLTextError) -> [UInt8] {
    let body = try MailBody(html, charset: charset, limit: .max)
    return body.bytes.array()
  }

  /// A mail's text as an array; see `convert`.
  public static func text(_ html: Span<UInt8>, options: TextOptions = TextOptions()) throws(HTMLTextError) -> [UInt8] {
    var output = ByteBuffer(capacity: html.count / 3 + 64)
    try convert(html, options: options, into: &output)
    return output.span.array()
  }
}
