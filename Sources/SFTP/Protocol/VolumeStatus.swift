/// How full the file system of a path is (`statvfs@openssh.com`).
public struct VolumeStatus: Hashable, Sendable {
  /// Bytes that the user may still fill.
  public let availableBytes: UInt64
  /// Files that the user may still make.
  public let availableFiles: UInt64
  /// Whether the file system is mounted read-only.
  public let isReadOnly: Bool

  init(from fields: inout FieldReader) throws(ProtocolViolation) {
    _ = try fields.number64()
    let fragment = try fields.number64()
    _ = try fields.number64()
    _ = try fields.number64()
    let blocks = try fields.number64()
    _ = try fields.number64()
    _ = try fields.number64()
    availableFiles = try fields.number64()
    _ = try fields.number64()
    isReadOnly = try fields.number64() & 1 != 0
    _ = try fields.number64()
    let (bytes, overflow) = blocks.multipliedReportingOverflow(by: fragment)
    availableBytes = overflow ? .max : bytes
  }
}
