import Bytes

/// A whole message (RFC 5322 and MIME), by libgmime: its header, and its text as HTML and as plain text.
///
/// Attachments and attached messages are none of its text. Programs that put pictures between paragraphs send a part for
/// each; those that follow each other in one character set are joined.
public struct MailContents: Sendable {
  /// The header.
  public let header: MailHeader
  /// The HTML, in as many parts as its character set changes; none where there is no HTML.
  public private(set) var html: [MailPart] = []
  /// The plain text, in as many parts as its character set or its form changes.
  public private(set) var plain: [MailPart] = []
  /// Whether plain text stands outside alternatives, so that the HTML does not say it too.
  private(set) var hasPlainAlone = false
  /// All that is to be read, in its order, where plain text stands beside HTML and does not say what that says: a gateway's
  /// notice below a mail, or a mail above a list's footer. Else empty.
  public private(set) var mixture: [MailText] = []

  /// Reads a message.
  public init(_ bytes: [UInt8]) throws(MailError) {
    let gmime = try GMimeLibrary.shared.get()
    guard let message = unsafe MailContents.parse(bytes.span, gmime) else { throw .notAMessage }
    defer { unsafe gmime.unref(message) }
    header = unsafe MailHeader(message, gmime)
    unsafe collect(message, gmime)
  }

  private static func parse(_ bytes: Span<UInt8>, _ gmime: GMimeLibrary) -> OpaquePointer? {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      let stream = unsafe gmime.streamOfBytes(bytes.baseAddress, bytes.count)
      defer { unsafe gmime.unref(stream) }
      guard let parser = unsafe gmime.parser(stream) else { return nil }
      defer { unsafe gmime.unref(parser) }
      return unsafe gmime.message(parser, nil)
    }
  }

  private mutating func collect(_ message: OpaquePointer, _ gmime: GMimeLibrary) {
    guard let iterator = unsafe gmime.iterator(message) else { return }
    defer { unsafe gmime.freeIterator(iterator) }
    var structure = MailStructure()
    repeat {
      guard let part = unsafe gmime.current(iterator), let type = unsafe gmime.contentType(part) else { continue }
      let path = unsafe MailContents.path(iterator, gmime)
      if structure.isAttached(path) { continue }
      // The outermost multipart is none of the parts that are gone through.
      if unsafe MailContents.isAlternative(gmime.parent(iterator), gmime) { structure.sawAlternative(above: path) }
      if unsafe gmime.isType(type, "message", "rfc822") != 0 {
        structure.sawMessage(path)
      } else if unsafe gmime.isType(type, "text", "*") != 0, unsafe !MailContents.isAttachment(part, gmime) {
        let isHTML = unsafe gmime.isType(type, "text", "html") != 0
        if unsafe isHTML || gmime.isType(type, "text", "plain") != 0 {
          structure.sawText(path, isHTML: isHTML, unsafe MailPart(part, gmime))
        }
      }
    } while unsafe gmime.next(iterator) != 0
    for text in structure.texts {
      if text.isHTML {
        MailContents.add(text.part, to: &html, by: MailPart.htmlSeparator)
      } else {
        MailContents.add(text.part, to: &plain, by: MailPart.plainSeparator)
      }
    }
    hasPlainAlone = structure.hasPlainAlone
    mixture = structure.mixture
  }

  private static func path(_ iterator: OpaquePointer, _ gmime: GMimeLibrary) -> String {
    guard let text = unsafe gmime.path(iterator) else { return "" }
    defer { unsafe gmime.free(text) }
    return unsafe String(cString: text)
  }

  private static func add(_ part: MailPart, to parts: inout [MailPart], by separator: String) {
    guard let last = parts.indices.last, parts[last].isReadLike(part) else { return parts.append(part) }
    parts[last].bytes += Array(separator.utf8) + part.bytes
  }

  private static func isAlternative(_ parent: OpaquePointer?, _ gmime: GMimeLibrary) -> Bool {
    guard let parent = unsafe parent, let type = unsafe gmime.contentType(parent) else { return false }
    return unsafe gmime.isType(type, "multipart", "alternative") != 0
  }

  private static func isAttachment(_ part: OpaquePointer, _ gmime: GMimeLibrary) -> Bool {
    guard let word = unsafe gmime.disposition(part) else { return false }
    return unsafe String(cString: word).lowercased() == "attachment"
  }
}
