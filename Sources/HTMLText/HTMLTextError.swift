/// Why a mail could not be made text.
public enum HTMLTextError: Error, Equatable, Sendable {
  /// The mail has more bytes than the limit allows.
  case tooLarge(bytes: Int, limit: Int)
  /// libxml2 could not make a parser: no memory.
  case outOfMemory
}

extension HTMLTextError: CustomStringConvertible {
  /// What happened and what to do.
  public var description: String {
    switch self {
    case .tooLarge(let bytes, let limit):
      "the mail has \(bytes) bytes, more than the limit of \(limit); raise the limit, or take its attachments out of the text"
    case .outOfMemory: "no memory for the HTML parser"
    }
  }
}
