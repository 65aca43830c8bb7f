/// What a message's header says (RFC 5322), its encoded words (RFC 2047) read.
public struct MailHeader: Sendable {
  /// The message's id without its angle brackets, if it has one.
  public let messageID: String?
  /// The ids of the messages that it answers, the first of the thread first: `References`, then `In-Reply-To`.
  public let ancestors: [String]
  /// The subject, if there is one.
  public let subject: String?
  /// When it was sent, in seconds since 1970; nil where the header does not say so in a form that can be read.
  public let date: Int64?
  /// Who sent it; most often one.
  public let from: [MailAddress]
  /// To whom.
  public let to: [MailAddress]
  /// To whom else.
  public let cc: [MailAddress]

  init(_ message: OpaquePointer, _ gmime: GMimeLibrary) {
    messageID = unsafe MailHeader.text(gmime.messageID(message)).flatMap { MailHeader.ids($0).first ?? $0 }
    let references = unsafe MailHeader.ids(MailHeader.text(gmime.header(message, "References")) ?? "")
    let answered = unsafe MailHeader.ids(MailHeader.text(gmime.header(message, "In-Reply-To")) ?? "")
    ancestors = references + answered.filter { !references.contains($0) }
    subject = unsafe MailHeader.text(gmime.subject(message))
    date = unsafe gmime.date(message).map { unsafe gmime.seconds($0) }
    from = unsafe MailAddress.all(gmime.from(message), gmime)
    to = unsafe MailAddress.all(gmime.to(message), gmime)
    cc = unsafe MailAddress.all(gmime.cc(message), gmime)
  }

  private static func text(_ value: UnsafePointer<CChar>?) -> String? {
    guard let value = unsafe value else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The ids between angle brackets; of a header without any, its words that hold an `@`. At most a thousand.
  private static func ids(_ header: String) -> [String] {
    var ids: [String] = []
    var rest = header.utf8[...]
    while ids.count < 1000, let open = rest.firstIndex(of: UInt8(ascii: "<")),
      let close = rest[open...].firstIndex(of: UInt8(ascii: ">"))
    {
      let id = String(rest[rest.index(after: open)..<close]) ?? ""
      if !id.isEmpty, !ids.contains(id) { ids.append(id) }
      rest = rest[rest.index(after: close)...]
    }
    if !ids.isEmpty { return ids }
    return header.split { $0 == " " || $0 == "\t" || $0 == "," }.filter { $0.contains("@") }.prefix(1000).map(
      String.init)
  }
}

/// One sender or recipient.
public struct MailAddress: Hashable, Sendable {
  /// The name, if the header has one.
  public let name: String?
  /// The address, as `jane@example.com`.
  public let address: String

  /// The addresses of a list, those in groups too.
  static func all(_ list: OpaquePointer?, _ gmime: GMimeLibrary, depth: Int = 0) -> [MailAddress] {
    guard let list = unsafe list, depth < 4 else { return [] }
    var addresses: [MailAddress] = []
    for index in 0..<(unsafe gmime.addressCount(list)) {
      guard let entry = unsafe gmime.address(list, index) else { continue }
      guard unsafe gmime.isInstance(entry, gmime.mailboxType()) != 0 else {
        addresses += unsafe all(gmime.members(entry), gmime, depth: depth + 1)
        continue
      }
      guard let address = unsafe gmime.mailboxAddress(entry) else { continue }
      let name = unsafe gmime.name(entry).map { unsafe String(cString: $0) }
      addresses.append(MailAddress(name: name?.isEmpty == true ? nil : name, address: unsafe String(cString: address)))
    }
    return addresses
  }
}
