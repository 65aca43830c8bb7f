import Bytes
import Files
import Glibc

/// A store in a local folder: an archive on a mounted share, and the measure of what a well-behaved server does.
///
/// Operations are done one after the other while `wait` is called.
public final class LocalFolderStore: RemoteStore {
  /// The folder that relative paths begin at.
  public let folder: String
  /// What the folder allows.
  public var capabilities: RemoteCapabilities
  private var queue: [(operation: RemoteOperation, tag: UInt64)] = []
  private var next = 0

  /// Creates a store; the folder must be there.
  public init(folder: String) {
    self.folder = folder
    capabilities = RemoteCapabilities(
      profile: "folder", canRenameOver: true, canSynchronize: true, maxInFlight: 32)
  }

  /// Puts the operation in the queue.
  public func submit(_ operation: RemoteOperation, tag: UInt64) {
    queue.append((operation, tag))
  }

  /// Does the operations that have waited longest: one, and as many more as a hundredth of a second allows, so that what
  /// they lead to can be recorded together.
  public func wait(timeout: Double?) -> [RemoteEvent] {
    let clock = SystemEnvironment()
    let end = clock.now + 0.01
    var events: [RemoteEvent] = []
    while next < queue.count {
      perform(queue[next], into: &events)
      next += 1
      if clock.now >= end { break }
    }
    if next == queue.count {
      queue.removeAll(keepingCapacity: true)
      next = 0
    }
    return events
  }

  private func perform(_ item: (operation: RemoteOperation, tag: UInt64), into events: inout [RemoteEvent]) {
    do {
      let reply = try perform(item.operation) { events.append(.progress(tag: item.tag, bytes: $0)) }
      events.append(.finished(tag: item.tag, .success(reply)))
    } catch {
      events.append(.finished(tag: item.tag, .failure(error)))
    }
  }

  /// Forgets what waits.
  public func close() {
    queue.removeAll()
    next = 0
  }

  private func perform(
    _ operation: RemoteOperation, _ onProgress: (Int64) -> Void
  ) throws(RemoteFailure) -> RemoteReply {
    do throws(SystemError) {
      switch operation {
      case .upload(let upload): return try send(upload, onProgress)
      case .status(let path): return .status(RemoteStatus(try FileStatus.of(local(path))))
      case .list(let path): return .entries(try entries(local(path)))
      case .rename(let from, let to, let replacing):
        try replacing ? Folder.rename(local(from), to: local(to)) : renameToFree(local(from), local(to))
      case .remove(let path): try Folder.removeFile(local(path))
      case .provideFolder(let path): return .folder(isNew: try provide(path))
      case .removeFolder(let path): try check("rmdir", path, unsafe rmdir(local(path)))
      case .read(let path, let offset, let count):
        return .bytes(try FileDescriptor.contents(of: local(path), at: offset, count: count))
      case .hash(let path, _): return .sha256(try FileHash.sha256(of: local(path)))
      }
      return .done
    } catch {
      throw RemoteFailure(error, operation)
    }
  }

  private func provide(_ path: String) throws(SystemError) -> Bool {
    if unsafe mkdir(local(path), 0o777) == 0 { return true }
    let code = errno
    guard code == EEXIST, try FileStatus.of(local(path)).kind == .folder else {
      throw SystemError(call: "mkdir", path: local(path), code: code)
    }
    return false
  }

  private func local(_ path: String) -> String {
    path.utf8.first == UInt8(ascii: "/") ? path : "\(folder)/\(path)"
  }

  private func check(_ call: String, _ path: String, _ result: Int32) throws(SystemError) {
    if result != 0 { throw SystemError(call: call, path: local(path), code: errno) }
  }

  /// `link` and `unlink`: unlike `rename` they never take the place of a file.
  private func renameToFree(_ from: String, _ to: String) throws(SystemError) {
    try check("link", to, unsafe link(from, to))
    try Folder.removeFile(from)
  }

  private func entries(_ path: String) throws(SystemError) -> [RemoteEntry] {
    var entries: [RemoteEntry] = []
    for name in try Folder.names(in: path) {
      guard let status = try? FileStatus.ofLink("\(path)/\(name)") else { continue }
      entries.append(RemoteEntry(name: name, status: RemoteStatus(status)))
    }
    return entries
  }

  private func send(_ upload: RemoteUpload, _ onProgress: (Int64) -> Void) throws(SystemError) -> RemoteReply {
    let input = try FileDescriptor.open(upload.localPath, .read)
    let target = local(upload.remotePath)
    let output = try FileDescriptor.open(
      target, upload.opening == .truncate ? .truncate(mode: 0o666) : .update(mode: 0o666))
    if upload.offset > 0 {
      try check("lseek", upload.localPath, lseek(input.number, off_t(upload.offset), SEEK_SET) < 0 ? -1 : 0)
      try check("lseek", upload.remotePath, lseek(output.number, off_t(upload.offset), SEEK_SET) < 0 ? -1 : 0)
    }
    var buffer = ByteBuffer(capacity: 1 << 18)
    var sent = upload.offset
    while sent < upload.end {
      buffer.removeAll()
      let count = try input.read(into: &buffer, atMost: Int(min(1 << 18, upload.end - sent)))
      if count == 0 { break }
      sent += Int64(count)
      try output.write(buffer.span)
      onProgress(Int64(count))
    }
    if sent != upload.end { throw SystemError(call: "read", path: upload.localPath, code: ESTALE) }
    if upload.synchronizes { try output.synchronize() }
    try output.close()
    return .uploaded(size: try FileStatus.of(target).size)
  }
}

extension RemoteStatus {
  init(_ status: FileStatus) {
    self.init(
      isFolder: status.kind == .folder, size: status.size, modified: Timestamp(seconds: status.modified.seconds))
  }
}

extension RemoteFailure {
  /// A system call's failure in the words of a store. What an upload meets at its source is the local file's.
  init(_ error: SystemError, _ operation: RemoteOperation) {
    let code: Code
    switch error.code {
    case ENOENT, ENOTDIR: code = .notFound
    case EACCES, EPERM, EROFS: code = .permissionDenied
    case ENOSPC, EDQUOT, EFBIG: code = .noSpace
    case EEXIST: code = .alreadyThere
    case ENOSYS, EOPNOTSUPP: code = .unsupported
    default: code = .failure
    }
    var isLocal = false
    if case .upload(let upload) = operation { isLocal = error.path == upload.localPath }
    let message = error.code == ESTALE ? "the file changed while it was being sent" : error.reason
    self.init(isLocal ? .localFile : code, path: error.path, message: message)
  }
}
