import Bytes

/// OpenSSH's extensions (its `PROTOCOL` file, section 4). Only for servers that announced them.
extension SFTPMachine {
  /// Renames over whatever is at `target` (`posix-rename@openssh.com`).
  public mutating func posixRename(_ source: RemotePath, to target: RemotePath, tag: UInt64) {
    let extra = 8 + source.bytes.count + target.bytes.count
    extended("posix-rename@openssh.com", extra: extra, answer: .replyStatus, tag)
    output.append(field: source.bytes.span)
    output.append(field: target.bytes.span)
  }

  /// Makes `target` a second name of a file (`hardlink@openssh.com`).
  public mutating func hardLink(_ source: RemotePath, to target: RemotePath, tag: UInt64) {
    extended("hardlink@openssh.com", extra: 8 + source.bytes.count + target.bytes.count, answer: .replyStatus, tag)
    output.append(field: source.bytes.span)
    output.append(field: target.bytes.span)
  }

  /// Forces an open file to the server's disk (`fsync@openssh.com`).
  public mutating func synchronize(_ handle: [UInt8], tag: UInt64) {
    extended("fsync@openssh.com", extra: 4 + handle.count, answer: .replyStatus, tag)
    output.append(field: handle.span)
  }

  /// Asks how full the file system of a path is (`statvfs@openssh.com`); the answer is for `VolumeStatus`.
  public mutating func volumeStatus(_ path: RemotePath, tag: UInt64) {
    extended("statvfs@openssh.com", extra: 4 + path.bytes.count, answer: .replyExtended, tag)
    output.append(field: path.bytes.span)
  }

  /// Asks how much the server takes at once (`limits@openssh.com`); the answer is for `ServerLimits`.
  public mutating func limits(tag: UInt64) {
    extended("limits@openssh.com", extra: 0, answer: .replyExtended, tag)
  }

  private mutating func extended(_ name: String, extra: Int, answer: PacketKind, _ tag: UInt64) {
    begin(.extended, string: name.utf8.span, extra: extra, answer: answer, tag)
  }

  /// Reads the answer to `limits(tag:)`.
  public func serverLimits(in range: Range<Int>) throws(ProtocolViolation) -> ServerLimits {
    var fields = FieldReader(bytes(in: range))
    return try ServerLimits(from: &fields)
  }

  /// Reads the answer to `volumeStatus(_:tag:)`.
  public func volumeStatus(in range: Range<Int>) throws(ProtocolViolation) -> VolumeStatus {
    var fields = FieldReader(bytes(in: range))
    return try VolumeStatus(from: &fields)
  }
}
