import Bytes
import HTMLText

/// The readable part of a whole message: its HTML, unless plain text stands beside it and the HTML shows nothing, or does not
/// say it too and is the shorter; else its plain text.
public struct MailMessage: Sendable {
  /// The parts, in as many pieces as their character set changes.
  public let parts: [MailPart]
  /// Whether they are HTML, else plain text.
  public let isHTML: Bool
  /// All that is to be read, in its order, where HTML and plain text stand side by side and neither says what the other does;
  /// else empty. See `MailContents.mixture`.
  public let mixture: [MailText]
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
    mixture = contents.mixture
    if parts.isEmpty { throw .noText }
    senderName = contents.header.from.first?.name
  }
}

extension MailContents {
  /// Whether the HTML is only what a mailing list or a scanner put below a plain message, or shows nothing beside one.
  public var prefersPlain: Bool {
    guard !html.isEmpty, plain.contains(where: \.hasText) else { return false }
    if hasPlainAlone, MailContents.size(html) < MailContents.size(plain) { return true }
    return html.allSatisfy { HTMLText.showsNothing($0.bytes.span, charset: $0.charset) }
  }

  private static func size(_ parts: [MailPart]) -> Int { parts.reduce(0) { $0 + $1.bytes.count } }
}

extension MailPart {
  /// Whether there is more in it than white space.
  fileprivate var hasText: Bool { !bytes.span.trimmed().isEmpty }
}
