/// The readable part of a whole message: its HTML, unless plain text stands beside it that the HTML does not say too, and the
/// HTML is the shorter; else its plain text.
public struct MailMessage: Sendable {
  /// The part's bytes in its own character set.
  public let body: [UInt8]
  /// Whether it is HTML, else plain text.
  public let isHTML: Bool
  /// The character set that the part states, if any.
  public let charset: String?
  /// Whether a plain part's lines are broken by `format=flowed` (RFC 3676).
  public let isFlowed: Bool
  /// Whether the spaces that break them are to be deleted (`delsp=yes`).
  public let deletesSpace: Bool
  /// The name of the first sender, if the header has one.
  public let senderName: String?

  /// Reads a message.
  public init(_ bytes: [UInt8]) throws(MailError) {
    try self.init(MailContents(bytes))
  }

  /// Takes the readable part of a message.
  public init(_ contents: MailContents) throws(MailError) {
    let html = contents.prefersPlain ? nil : contents.html
    guard let part = html ?? contents.plain else { throw .noText }
    body = part.bytes
    isHTML = html != nil
    charset = part.charset
    isFlowed = part.isFlowed
    deletesSpace = part.deletesSpace
    senderName = contents.header.from.first?.name
  }
}

extension MailContents {
  /// Whether the HTML is only what a mailing list or a scanner put below a plain message.
  public var prefersPlain: Bool {
    guard let html, let plain, hasPlainAlone else { return false }
    return html.bytes.count < plain.bytes.count
  }
}
