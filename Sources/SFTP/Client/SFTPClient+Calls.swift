public import Bytes

/// Calls that wait for their end, for work where nothing is gained by many at once.
extension SFTPClient {
  /// What stands at a path; throws `notFound` where nothing does.
  public func status(_ path: RemotePath, followLinks: Bool = true) throws(SFTPError) -> FileAttributes {
    guard case .attributes(let attributes) = try perform(.status(path, followLinks: followLinks)) else {
      throw SFTPError.nonsense(path)
    }
    return attributes
  }

  /// The entries of a folder, without `.` and `..`, in the order of their bytes.
  public func list(_ path: RemotePath) throws(SFTPError) -> FolderEntries {
    guard case .entries(var entries) = try perform(.list(path)) else { throw SFTPError.nonsense(path) }
    entries.sort()
    return entries
  }

  /// Sends a file or bytes.
  @discardableResult
  public func upload(_ upload: Upload) throws(SFTPError) -> UploadResult {
    guard case .uploaded(let result) = try perform(.upload(upload)) else { throw SFTPError.nonsense(upload.remotePath) }
    return result
  }

  /// Fetches a file and returns how many bytes came.
  @discardableResult
  public func download(_ download: Download) throws(SFTPError) -> Int64 {
    guard case .downloaded(let bytes) = try perform(.download(download)) else {
      throw SFTPError.nonsense(download.remotePath)
    }
    return bytes
  }

  /// Up to `count` bytes of a file from `offset` on.
  public func readRange(_ path: RemotePath, offset: UInt64, count: Int) throws(SFTPError) -> [UInt8] {
    guard case .bytes(let bytes) = try perform(.readRange(path, offset: offset, count: count)) else {
      throw SFTPError.nonsense(path)
    }
    return bytes
  }

  /// Renames; `over` replaces what is there and needs `posix-rename@openssh.com`.
  public func rename(_ source: RemotePath, to target: RemotePath, over: Bool = false) throws(SFTPError) {
    _ = try perform(.rename(source, to: target, over: over))
  }

  /// Removes a file.
  public func remove(_ path: RemotePath) throws(SFTPError) {
    _ = try perform(.remove(path))
  }

  /// Removes an empty folder.
  public func removeFolder(_ path: RemotePath) throws(SFTPError) {
    _ = try perform(.removeFolder(path))
  }

  /// Makes a folder and those above it that are missing; one that is there already is fine.
  public func makeFolder(_ path: RemotePath, permissions: UInt32? = nil) throws(SFTPError) {
    do {
      _ = try perform(.makeFolder(path, permissions: permissions))
    } catch {
      // Version 3 servers answer a folder that is there with a bare FAILURE, so the path itself is asked.
      if !error.endsConnection, let there = try? status(path), there.kind == .folder { return }
      guard error.code == .notFound, let parent = path.parent, parent != path else { throw error }
      try makeFolder(parent, permissions: permissions)
      _ = try perform(.makeFolder(path, permissions: permissions))
    }
  }

  /// The absolute path, as the server sees it.
  public func realPath(_ path: RemotePath) throws(SFTPError) -> RemotePath {
    guard case .path(let absolute) = try perform(.realPath(path)) else { throw SFTPError.nonsense(path) }
    return absolute
  }

  /// The SHA-256 of a file as the server's own shell works it out; throws `unsupported` where that cannot be.
  public func hash(_ path: RemotePath, size: Int64) throws(SFTPError) -> SHA256Digest {
    guard case .digest(let digest) = try perform(.hash(path, size: size)) else { throw SFTPError.nonsense(path) }
    return digest
  }
}
