extension SFTPError {
  /// The error for a server's status other than `ok`.
  ///
  /// Version 3 has one code, FAILURE, for nearly everything; servers that put the system's words into the message
  /// (ProFTPD, AWS, asyncssh) are understood by them, OpenSSH says no more than "Failure".
  static func status(_ status: StatusCode, _ message: String, doing action: String, path: RemotePath) -> SFTPError {
    let code = code(of: status, message: message)
    let words = message.isEmpty ? "status \(status.rawValue)" : RemotePath(message).description
    return SFTPError(code, "\(path): cannot \(action): \(words)", path: path)
  }

  /// The error for an answer that does not belong to what was asked.
  static func nonsense(_ path: RemotePath) -> SFTPError {
    SFTPError(.protocolViolation, "\(path): the server's answer makes no sense", path: path)
  }

  private static func code(of status: StatusCode, message: String) -> Code {
    switch status {
    case .noSuchFile, .noSuchPath: return .notFound
    case .permissionDenied, .writeProtected: return .permissionDenied
    case .alreadyThere: return .alreadyThere
    case .noSpace: return .noSpace
    case .quotaExceeded: return .quota
    case .unsupported: return .unsupported
    default: break
    }
    let words = message.lowercased()
    if words.contains("no space") || words.contains("disk full") { return .noSpace }
    if words.contains("quota") { return .quota }
    if words.contains("exists") { return .alreadyThere }
    if words.contains("permission denied") || words.contains("access denied") { return .permissionDenied }
    return .failure
  }
}
