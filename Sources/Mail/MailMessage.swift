/// The readable part of a whole message: its HTML, unless plain text stands beside it that the HTML does not say too, and the
/// HTML is the shorter; else its plain text.
public struct MailMessage: Sendable {
  /// The parts, in as many pieces as their character set changes.
  public let parts: [MailPart]
  /// Whether they are HTML, else plain text.
  public let isHTML: Bool
  /// The name of the first sender, if the header has one.
  public let senderName: String?

  /// Reads a message.
  public init(_ bytes: [UInt8]) throws(MailError) {
    try self.init(MailContents(bytes))
  }

  /// Takes the readable part of a message.
  public init(_ contents: MailContents) throws(MailError) {
    let html = contents.prefersPlain ? [] : contents.html
    isHTML = !html.isEmpty
    parts = isHTML ? html : contents.plain
    if parts.isEmpty { throw .noText }
    senderName = contents.header.from.first?.name
  }
}

extension MailContents {
  /// Whether the HTML is only what a mailing list or a scanner put below a plain message.
  public var prefersPlain: Bool {
    guard !html.isEmpty, !plain.isEmpty, hasPlainAlone else { return false }
    return MailContents.size(html) < MailContents.size(plain)
  }

  private static func size(_ parts: [MailPart]) -> Int { parts.reduce(0) { $0 + $1.bytes.count } }
}
