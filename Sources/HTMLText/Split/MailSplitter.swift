import Bytes

/// Cuts a mail into what its sender wrote now, the signature, and what was quoted from before.
public enum MailSplitter {
  /// Splits an HTML mail.
  ///
  /// Clients are told by their markup (Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, Proton Mail, Zendesk, Front and
  /// others), else by what they write above a quotation in the languages of `Phrases`. Every line that shows is in exactly
  /// one part, in order; what no rule is sure of is the newest mail's. The time is linear in the input.
  ///
  /// - Parameters:
  ///   - html: The body as it came; see `HTMLText.convert`.
  ///   - options: How the text looks.
  ///   - senderName: The sender's name as the mail's header has it; it helps to tell a signature.
  public static func split(
    _ html: Span<UInt8>, options: TextOptions = TextOptions(), senderName: String? = nil
  ) throws(HTMLTextError) -> SplitMail {
    let body = try MailBody(html, charset: options.charset, limit: options.maximumBytes)
    let composition = try MarkupParser.compose(body.bytes, options: options, keepsMarks: true)
    var mail = split(composition, source: body.bytes, options, senderName)
    mail.warnings.formUnion(body.warnings)
    return mail
  }

  static func split(
    _ composition: consuming Composition, source: Span<UInt8>, _ options: TextOptions, _ senderName: String?
  ) -> SplitMail {
    var finder = BoundaryFinder(composition)
    var labels = LineLabels(&finder)
    labels.labelConversation(finder.composition.marks)
    labels.keepInterleaved()
    labels.takeForward(&finder)
    var signatures = SignatureFinder(finder: finder, labels: labels, senderName: senderName)
    signatures.run()
    labels = signatures.labels
    let page = signatures.release().release()
    let writer = SplitWriter(composition: page, labels: labels, options: options)
    return writer.mail(source)
  }
}
