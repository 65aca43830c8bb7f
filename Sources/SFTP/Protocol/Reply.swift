/// A server's answer to one request.
public enum Reply: Sendable {
  /// How it went, with the server's own words (UTF-8, often empty).
  case status(StatusCode, String)
  /// The handle of an opened file or folder.
  case handle([UInt8])
  /// A file's bytes: where they stand, for `SFTPMachine.bytes(in:)`.
  case data(Range<Int>)
  /// A folder's next entries, or the one name that REALPATH found.
  case names([FolderEntry])
  /// What a file is.
  case attributes(FileAttributes)
  /// The answer to an extension's request, for `SFTPMachine.bytes(in:)`.
  case extended(Range<Int>)
}

/// An answer and whose it is.
public struct Answer: Sendable {
  /// The number that the request was made with.
  public let tag: UInt64
  /// What the server said.
  public let reply: Reply
}
