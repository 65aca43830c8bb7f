import Bytes

/// The readable part of a whole message (RFC 5322 and MIME), by libgmime: the first HTML part that is not an attachment, or
/// else the first plain one, its transfer encoding taken off.
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
    let gmime = try GMimeLibrary.shared.get()
    guard let message = unsafe MailMessage.parse(bytes.span, gmime) else { throw .notAMessage }
    defer { unsafe gmime.unref(message) }
    guard let part = unsafe MailMessage.readable(message, gmime) else { throw .noText }
    let type = unsafe gmime.contentType(part)
    isHTML = unsafe gmime.isType(type, "text", "html") != 0
    charset = unsafe MailMessage.parameter("charset", type, gmime)
    isFlowed = unsafe MailMessage.parameter("format", type, gmime)?.lowercased() == "flowed"
    deletesSpace = unsafe MailMessage.parameter("delsp", type, gmime)?.lowercased() == "yes"
    body = unsafe MailMessage.decoded(part, gmime)
    senderName = unsafe MailMessage.sender(message, gmime)
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

  /// The part to read: HTML before plain, the first of each.
  private static func readable(_ message: OpaquePointer, _ gmime: GMimeLibrary) -> OpaquePointer? {
    guard let iterator = unsafe gmime.iterator(message) else { return nil }
    defer { unsafe gmime.freeIterator(iterator) }
    var plain: OpaquePointer?
    repeat {
      guard let part = unsafe gmime.current(iterator), let type = unsafe gmime.contentType(part) else { continue }
      if unsafe gmime.isType(type, "text", "*") == 0 || isAttachment(part, gmime) { continue }
      if unsafe gmime.isType(type, "text", "html") != 0 { return unsafe part }
      if unsafe plain == nil, unsafe gmime.isType(type, "text", "plain") != 0 { unsafe plain = part }
    } while unsafe gmime.next(iterator) != 0
    return unsafe plain
  }

  private static func isAttachment(_ part: OpaquePointer, _ gmime: GMimeLibrary) -> Bool {
    guard let word = unsafe gmime.disposition(part) else { return false }
    return unsafe String(cString: word).lowercased() == "attachment"
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

  private static func sender(_ message: OpaquePointer, _ gmime: GMimeLibrary) -> String? {
    guard let address = unsafe gmime.address(gmime.from(message), 0), let name = unsafe gmime.name(address) else {
      return nil
    }
    let text = unsafe String(cString: name)
    return text.isEmpty ? nil : text
  }
}
