/// Something to do on a server.
public enum SFTPOperation: Sendable {
  /// Sends a local file, or a part of it.
  case upload(Upload)
  /// Fetches a remote file, or a part of it.
  case download(Download)
  /// Asks what stands at a path.
  case status(RemotePath, followLinks: Bool = true)
  /// Sets permissions, times or size.
  case setStatus(RemotePath, FileAttributes)
  /// Lists a folder, without `.` and `..`, in the server's order.
  case list(RemotePath)
  /// Renames; `over` replaces what is there, which only servers with `posix-rename@openssh.com` can in one step.
  case rename(RemotePath, to: RemotePath, over: Bool)
  /// Makes a second name for a file.
  case hardLink(RemotePath, to: RemotePath)
  /// Removes a file.
  case remove(RemotePath)
  /// Makes a folder, with the server's own permissions where none are given.
  case makeFolder(RemotePath, permissions: UInt32? = nil)
  /// Makes a folder where it is not there yet; the one above it must be there.
  case provideFolder(RemotePath)
  /// Removes an empty folder.
  case removeFolder(RemotePath)
  /// Asks for the absolute path.
  case realPath(RemotePath)
  /// Fetches up to `count` bytes from `offset` on; fewer come at the file's end.
  case readRange(RemotePath, offset: UInt64, count: Int)
  /// Asks how full the disk is.
  case volume(RemotePath)
  /// Has the server hash a file of about this size, by a command of its shell. `unsupported` where that cannot be.
  case hash(RemotePath, size: Int64)
}

extension SFTPOperation {
  /// The remote path that it is about.
  public var path: RemotePath {
    switch self {
    case .upload(let upload): upload.remotePath
    case .download(let download): download.remotePath
    case .status(let path, _), .setStatus(let path, _), .list(let path), .rename(let path, _, _),
      .hardLink(let path, _), .remove(let path), .makeFolder(let path, _), .provideFolder(let path),
      .removeFolder(let path),
      .realPath(let path), .readRange(let path, _, _), .volume(let path), .hash(let path, _):
      path
    }
  }

  /// Whether it takes more than one request and its answer.
  var isTransfer: Bool {
    switch self {
    case .upload, .download, .list, .readRange: true
    default: false
    }
  }

  /// Whether it asks for nothing that only the server's version packet tells.
  var needsNoExtensions: Bool {
    switch self {
    case .status, .provideFolder, .realPath: true
    default: false
    }
  }

  /// How many bytes an upload is to send; 0 for anything else.
  var bytesToSend: Int64 {
    if case .upload(let upload) = self { max(0, upload.end - upload.start) } else { 0 }
  }

  /// How many bytes the server is to hash; 0 for anything else.
  var bytesToHash: Int64 {
    if case .hash(_, let size) = self { size } else { 0 }
  }
}
