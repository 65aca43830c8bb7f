import Bytes
import CommandLineKit
import HTMLText
import Mail

/// A mail as it was handed in: its body, and what its header says of it.
struct MailInput {
  /// What the body is.
  enum Body {
    case html
    case plain(PlainText.Format)
    /// HTML and plain text that are read one below the other, as an export takes them.
    case mixed([MailText])
  }

  let bytes: [UInt8]
  let body: Body
  var options: TextOptions
  var senderName: String?

  init(_ bytes: [UInt8], as input: TextCommand.Input, named path: String, options: TextOptions) throws {
    self.options = options
    switch input == .auto ? MailInput.kind(of: bytes.span, named: path) : input {
    case .eml:
      let message = try MailMessage(bytes)
      let first = message.parts[0]
      senderName = message.senderName
      if !message.mixture.isEmpty {
        self.bytes = []
        body = .mixed(message.mixture)
      } else if message.parts.count > 1 {
        self.bytes = try MailInput.joined(message)
        self.options.charset = "utf-8"
        body = message.isHTML ? .html : .plain(.fixed)
      } else {
        self.bytes = first.bytes
        if options.charset == nil { self.options.charset = first.charset }
        body = message.isHTML ? .html : .plain(first.format)
      }
    case .plain:
      self.bytes = bytes
      body = .plain(.fixed)
    case .html, .auto:
      self.bytes = bytes
      body = .html
    }
  }

  /// Parts in differing character sets as one in UTF-8.
  private static func joined(_ message: MailMessage) throws(HTMLTextError) -> [UInt8] {
    var whole = ByteBuffer(capacity: 4096)
    for (place, part) in message.parts.enumerated() {
      if message.isHTML {
        if place > 0 { whole.append(MailPart.htmlSeparator) }
        let source = try HTMLText.source(part.bytes.span, charset: part.charset)
        whole.append(source.span)
      } else {
        if place > 0 { whole.append(MailPart.plainSeparator) }
        var options = TextOptions()
        options.charset = part.charset
        try PlainText.convert(part.bytes.span, format: part.format, options: options, into: &whole)
      }
    }
    return whole.span.array()
  }

  func convert(into output: inout ByteBuffer) throws(HTMLTextError) -> HTMLWarnings {
    switch body {
    case .html: try HTMLText.convert(bytes.span, options: options, into: &output)
    case .plain(let format): try PlainText.convert(bytes.span, format: format, options: options, into: &output)
    case .mixed(let texts): try MailInput.convert(texts, options, into: &output)
    }
  }

  /// Writes texts one below the other.
  private static func convert(
    _ texts: [MailText], _ options: TextOptions, into output: inout ByteBuffer
  ) throws(HTMLTextError) -> HTMLWarnings {
    var warnings: HTMLWarnings = []
    for text in texts {
      var options = options
      if options.charset == nil { options.charset = text.part.charset }
      var one = ByteBuffer(capacity: text.part.bytes.count + 64)
      let bytes = text.part.bytes.span
      let found =
        text.isHTML
        ? try HTMLText.convert(bytes, options: options, into: &one)
        : try PlainText.convert(bytes, format: text.part.format, options: options, into: &one)
      warnings.formUnion(found)
      if one.isEmpty { continue }
      if !output.isEmpty { output.append(MailPart.plainSeparator) }
      output.append(one.span)
    }
    return warnings
  }

  func split() throws(HTMLTextError) -> SplitMail {
    switch body {
    case .html: try MailSplitter.split(bytes.span, options: options, senderName: senderName)
    case .plain(let format):
      try MailSplitter.splitPlain(bytes.span, format: format, options: options, senderName: senderName)
    case .mixed(let texts): try splitMixed(texts)
    }
  }
}

extension MailInput {
  /// Splits texts one below the other, which are plain text then.
  private func splitMixed(_ texts: [MailText]) throws(HTMLTextError) -> SplitMail {
    var whole = ByteBuffer(capacity: 4096)
    var options = options
    options.width = nil
    let warnings = try MailInput.convert(texts, options, into: &whole)
    options.width = self.options.width
    options.charset = "utf-8"
    var mail = try MailSplitter.splitPlain(whole.span, options: options, senderName: senderName)
    mail.warnings.formUnion(warnings)
    return mail
  }

  /// What bytes are: a message begins with header lines, HTML holds a tag, and anything else is plain text.
  static func kind(of bytes: Span<UInt8>, named path: String) -> TextCommand.Input {
    let name = path.lowercased()
    if name.hasSuffix(".eml") { return .eml }
    if name.hasSuffix(".html") || name.hasSuffix(".htm") { return .html }
    let head = String(repairing: bytes.extracting(first: 65_536)).lowercased()
    if isMessage(head) { return .eml }
    let tags = [
      "<html", "<!doctype", "<body", "<div", "<p>", "<p ", "<br", "<table", "<span", "<a ", "<b>", "<i>", "<img", "<ul",
      "<ol", "<li", "<h1", "<h2", "<h3", "<pre", "<blockquote", "<font", "<strong", "<em>", "<center", "<hr", "<meta",
      "<style", "<title", "</", "<!--",
    ]
    return tags.contains { head.contains($0) } ? .html : .plain
  }

  /// Whether a text begins with at least two header lines, one of which only a message has.
  private static func isMessage(_ head: String) -> Bool {
    let known = [
      "from:", "received:", "return-path:", "mime-version:", "message-id:", "delivered-to:", "date:", "subject:", "to:",
    ]
    var found = 0
    var headers = 0
    for line in head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(60) {
      if line.isEmpty { break }
      if line.hasPrefix(" ") || line.hasPrefix("\t") || headers == 0 && line.hasPrefix("from ") { continue }
      guard let colon = line.firstIndex(of: ":"), !line[..<colon].contains(" "), !line.hasPrefix("<") else {
        return false
      }
      headers += 1
      if known.contains(where: { line.hasPrefix($0) }) { found += 1 }
    }
    return headers >= 2 && found >= 2
  }
}

extension MailPart {
  /// How a plain part's lines are broken.
  fileprivate var format: PlainText.Format { isFlowed ? .flowed(deletesSpace: deletesSpace) : .fixed }
}
