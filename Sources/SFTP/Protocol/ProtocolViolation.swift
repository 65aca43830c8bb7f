/// A server's bytes that are not SFTP version 3, or not an answer to what was asked. The connection ends with it.
public enum ProtocolViolation: Error, Hashable, Sendable {
  /// A packet's length field is zero or more than this client takes.
  case packetLength(UInt32)
  /// A packet ends in the middle of a field.
  case truncated
  /// Bytes are left behind a packet's last field.
  case trailingBytes
  /// A packet of a kind that no server sends.
  case packetKind(UInt8)
  /// The first packet is not SSH_FXP_VERSION, or a second one came.
  case unexpectedVersion
  /// The server speaks no version 3.
  case version(UInt32)
  /// An answer to a request that was not made, or that was answered before.
  case unknownRequest(UInt32)
  /// An answer of the wrong kind.
  case answerKind(UInt8)
  /// More bytes than were asked for.
  case tooMuchData
  /// A handle that is empty or over 256 bytes.
  case handleLength(Int)
  /// More packets of a folder, or more names, than a folder can have.
  case endlessFolder
}

extension ProtocolViolation: CustomStringConvertible {
  /// What was wrong, in words.
  public var description: String {
    switch self {
    case .packetLength(let length): "a packet of \(length) bytes"
    case .truncated: "a packet that ends in the middle of a field"
    case .trailingBytes: "a packet with bytes behind its end"
    case .packetKind(let kind): "a packet of the unknown kind \(kind)"
    case .unexpectedVersion: "no version packet where one belongs, or a second one"
    case .version(let version): "protocol version \(version), where this program speaks 3"
    case .unknownRequest(let id): "an answer to request \(id), which was not made"
    case .answerKind(let kind): "an answer of kind \(kind), which does not fit the request"
    case .tooMuchData: "more bytes than were asked for"
    case .handleLength(let length): "a file handle of \(length) bytes, where 1 to 256 are allowed"
    case .endlessFolder: "a folder listing without end"
    }
  }
}
