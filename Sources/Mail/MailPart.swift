/// A text of a message, its transfer encoding taken off.
public struct MailPart: Sendable {
  /// Its bytes in its own character set.
  public internal(set) var bytes: [UInt8]
  /// The character set that it states, if any.
  public let charset: String?
  /// Whether a plain part's lines are broken by `format=flowed` (RFC 3676).
  public let isFlowed: Bool
  /// Whether the spaces that break them are to be deleted (`delsp=yes`).
  public let deletesSpace: Bool

  /// What stands between two parts of HTML that are read as one.
  public static let htmlSeparator = "\n<p></p>\n"
  /// What stands between two parts of plain text that are read as one.
  public static let plainSeparator = "\n"

  /// Whether another part's bytes mean what they would mean in this one.
  func isReadLike(_ other: MailPart) -> Bool {
    charset?.lowercased() == other.charset?.lowercased() && isFlowed == other.isFlowed
      && deletesSpace == other.deletesSpace
  }

  init(_ part: OpaquePointer, _ gmime: GMimeLibrary) {
    let type = unsafe gmime.contentType(part)
    charset = unsafe MailPart.parameter("charset", type, gmime)
    isFlowed = unsafe MailPart.parameter("format", type, gmime)?.lowercased() == "flowed"
    deletesSpace = unsafe MailPart.parameter("delsp", type, gmime)?.lowercased() == "yes"
    bytes = unsafe MailPart.decoded(part, gmime)
  }

  private static func parameter(_ name: String, _ type: OpaquePointer?, _ gmime: GMimeLibrary) -> String? {
    guard let value = unsafe gmime.parameter(type, name) else { return nil }
    return unsafe String(cString: value)
  }

  private static func decoded(_ part: OpaquePointer, _ gmime: GMimeLibrary) -> [UInt8] {
    guard let stream = unsafe gmime.emptyStream() else { return [] }
    defer { unsafe gmime.unref(stream) }
    guard let content = unsafe gmime.content(part), unsafe gmime.write(content, stream) >= 0,
      let array = unsafe gmime.bytes(stream)
    else { return [] }
    let count = unsafe array.load(fromByteOffset: MemoryLayout<UInt>.size, as: UInt32.self)
    return unsafe Array(UnsafeBufferPointer(start: array.load(as: UnsafePointer<UInt8>?.self), count: Int(count)))
  }
}
