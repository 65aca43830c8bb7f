public import Bytes

/// Plain-text mail: passed through with its lines joined where the sender's program broke them.
public enum PlainText {
  /// How a `text/plain` part breaks its lines (RFC 3676).
  public enum Format: Sendable {
    /// Lines stand as written.
    case fixed
    /// `format=flowed`: a line that ends in a space goes on in the next.
    case flowed(deletesSpace: Bool)
  }

  /// Appends a mail's text to `output`: UTF-8, lines ended by `\n`, quoted lines with `> ` for each level.
  ///
  /// - Parameters:
  ///   - text: The body as it came, in any character set; see `TextOptions.charset`.
  ///   - format: How its lines are broken.
  ///   - options: How the text looks; only `width`, `charset` and `maximumBytes` matter.
  ///   - output: Where the text is appended.
  @discardableResult
  public static func convert(
    _ text: Span<UInt8>, format: Format = .fixed, options: TextOptions = TextOptions(), into output: inout ByteBuffer
  ) throws(HTMLTextError) -> HTMLWarnings {
    let body = try MailBody(text, charset: options.charset, limit: options.maximumBytes, isMarkup: false)
    let page = PlainPage(body.bytes, format).takePage()
    page.render(0..<page.lines.count, width: options.width, into: &output)
    return body.warnings
  }
}

extension MailSplitter {
  /// Splits a plain-text mail; see `split`.
  public static func splitPlain(
    _ text: Span<UInt8>, format: PlainText.Format = .fixed, options: TextOptions = TextOptions(),
    senderName: String? = nil
  ) throws(HTMLTextError) -> SplitMail {
    let body = try MailBody(text, charset: options.charset, limit: options.maximumBytes, isMarkup: false)
    let composition = Composition(plain: PlainPage(body.bytes, format).takePage())
    var mail = split(composition, source: body.bytes, options, senderName)
    mail.warnings.formUnion(body.warnings)
    return mail
  }
}
