/// Why a message could not be read.
public enum MailError: Error, Hashable, Sendable {
  /// libgmime is not installed.
  case noLibrary
  /// libgmime is too old and has no such function.
  case missingFunction(String)
  /// The bytes are no message with a header and parts.
  case notAMessage
  /// The message has no part of text that is not an attachment.
  case noText
}

extension MailError: CustomStringConvertible {
  /// What happened and what to do.
  public var description: String {
    switch self {
    case .noLibrary: "reading a whole message (.eml) needs libgmime-3.0-0; install it, or hand in the HTML part alone"
    case .missingFunction(let name):
      "the installed libgmime has no \(name); install libgmime-3.0-0, version 3.2 or later"
    case .notAMessage: "this is no mail message: a header and parts are missing"
    case .noText: "the message has no text: neither an HTML nor a plain part that is not an attachment"
    }
  }
}
