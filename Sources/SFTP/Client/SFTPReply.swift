public import Bytes

/// What an operation gave.
public enum SFTPReply: Sendable {
  /// It is done, and there is nothing more to say.
  case done
  /// An upload is done.
  case uploaded(UploadResult)
  /// A download is done: how many bytes were written.
  case downloaded(bytes: Int64)
  /// What stands at the path.
  case attributes(FileAttributes)
  /// The folder is there; whether it was made for us just now.
  case folder(isNew: Bool)
  /// The folder's entries.
  case entries(FolderEntries)
  /// The absolute path.
  case path(RemotePath)
  /// The bytes.
  case bytes([UInt8])
  /// How full the disk is.
  case volume(VolumeStatus)
  /// The file's SHA-256.
  case digest(SHA256Digest)
}

/// How an upload ended.
public struct UploadResult: Hashable, Sendable {
  /// How many bytes were sent.
  public let sentBytes: Int64
  /// The remote file's size afterwards; nil where it was not asked for or the server did not say.
  public let remoteSize: UInt64?
}

/// Something that happened to a submitted operation.
public enum SFTPEvent: Sendable {
  /// The server acknowledged so many bytes of an upload, or sent them of a download, since it started.
  case progress(tag: UInt64, bytes: Int64)
  /// It is over.
  case finished(tag: UInt64, Result<SFTPReply, SFTPError>)
}
