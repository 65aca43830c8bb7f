import Bytes

/// The headers that clients write above a quoted mail.
enum HeaderKind: Sendable {
  case from, sent, to, subject, other

  /// The header that a line is, as `From: …`; nil for a line that is none.
  init?(_ text: LineText) {
    guard let colon = text.bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon < 48 else { return nil }
    var name = text.bytes[..<colon]
    while let last = name.last, last == 0x20 || last == UInt8(ascii: "*") { name.removeLast() }
    if Phrases.from.contains(name) {
      self = .from
    } else if Phrases.sent.contains(name) {
      self = .sent
    } else if Phrases.subject.contains(name) {
      self = .subject
    } else if Phrases.to.contains(name) {
      self = .to
    } else {
      return nil
    }
  }

  /// What stands behind a header's colon.
  static func value(_ text: Span<UInt8>) -> [UInt8] {
    var at = 0
    while at < text.count, text[at] != UInt8(ascii: ":"), !text.hasPrefix("：", at: at) { at += 1 }
    guard at < text.count else { return [] }
    at += text[at] == UInt8(ascii: ":") ? 1 : 3
    while at < text.count, text[at] == UInt8(ascii: "*") || text[at].isBlank { at += 1 }
    return text.extracting(at..<text.count).trimmed().array()
  }

  /// Whether a line looks like the rest of a list of recipients.
  static func runsOn(_ text: LineText) -> Bool {
    text.hasAddress || text.bytes.last == UInt8(ascii: ";") || text.bytes.contains(UInt8(ascii: ";"))
  }
}
