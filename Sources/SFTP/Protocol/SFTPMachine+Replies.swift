import Bytes

/// The reading of packets' bodies.
extension SFTPMachine {
  /// Reads the body of SSH_FXP_VERSION: the version, then pairs of name and data to the packet's end.
  func announced(in body: Range<Int>) throws(ProtocolViolation) -> ServerExtensions {
    var fields = fields(in: body)
    let version = try fields.number32()
    guard version == 3 else { throw .version(version) }
    var extensions = ServerExtensions()
    while fields.remaining > 0 {
      let name = try fields.string()
      extensions.note(String(repairing: name.span), version: try fields.string())
    }
    return extensions
  }

  /// Reads an answer's body behind the request id.
  func reply(
    of kind: PacketKind, to expectation: RequestTable.Expectation, in body: Range<Int>
  ) throws(ProtocolViolation) -> Reply {
    var fields = fields(in: body)
    let reply: Reply
    switch kind {
    case .replyStatus: return try Self.status(expecting: expectation.answer, from: &fields)
    case .replyHandle: reply = .handle(try Self.handle(from: &fields))
    case .replyData:
      let range = try fields.stringRange()
      guard range.count <= expectation.dataLimit else { throw .tooMuchData }
      reply = .data(range)
    case .replyNames: reply = .names(try Self.names(from: &fields))
    case .replyAttributes: reply = .attributes(try FileAttributes(from: &fields))
    default: return .extended(fields.position..<fields.position + fields.remaining)
    }
    guard fields.remaining == 0 else { throw .trailingBytes }
    return reply
  }

  /// Reads a status. Its message and language are missing in what old servers send, so they may be.
  private static func status(
    expecting answer: PacketKind, from fields: inout FieldReader
  ) throws(ProtocolViolation) -> Reply {
    let code = StatusCode(rawValue: try fields.number32())
    if code == .ok, answer != .replyStatus { throw .answerKind(PacketKind.replyStatus.rawValue) }
    guard fields.remaining > 0 else { return .status(code, "") }
    let message = try fields.string()
    return .status(code, String(repairing: message.span.extracting(first: 1_024)))
  }

  private static func handle(from fields: inout FieldReader) throws(ProtocolViolation) -> [UInt8] {
    let range = try fields.stringRange()
    guard 1...256 ~= range.count else { throw .handleLength(range.count) }
    return fields.copy(range)
  }

  private static func names(from fields: inout FieldReader) throws(ProtocolViolation) -> [FolderEntry] {
    var entries: [FolderEntry] = []
    // The count is only believed as far as the packet has the bytes for it.
    for _ in 0..<(try fields.number32()) {
      let name = RemotePath(bytes: try fields.string())
      // The line that `ls -l` would print, in the server's own form.
      try fields.skipString()
      let attributes = try FileAttributes(from: &fields)
      entries.append(FolderEntry(name: name, attributes: attributes))
    }
    return entries
  }
}
