import Bytes
import Delivery
import Files
import Glibc

/// The next outbox, built out of sight beside the present one and put in its place in one step.
///
/// Until `commit` the outbox stays what it was. A run that fails removes what it built; what a killed run left is removed by
/// the next one. Nobody else can build the same outbox meanwhile.
final class StagedOutbox {
  /// The outbox that is being replaced.
  let target: String
  /// The folder that becomes it.
  let folder: String
  private let lock: FileDescriptor
  private var manifest: FileDescriptor?
  private var lines = ByteBuffer(capacity: 1 << 16)
  private var written: Int64 = 0
  private var isCommitted = false

  /// Begins an empty outbox.
  init(target: String) throws(OutboxFailure) {
    self.target = target
    folder = StagedOutbox.hidden(target, "partial")
    do throws(SystemError) {
      try Folder.make(Folder.parent(of: target) ?? ".")
      try Folder.make(folder, mode: 0o700)
      lock = try FileDescriptor.open(folder, .read)
      guard try lock.tryLock() else { throw SystemError(call: "flock", path: folder, code: EWOULDBLOCK) }
      try StagedOutbox.recover(target)
      for name in try Folder.names(in: folder) { try StagedOutbox.remove("\(folder)/\(name)") }
      manifest = try FileDescriptor.open("\(folder)/\(Manifest.name)", .createNew(mode: 0o600))
    } catch {
      throw error.code == EWOULDBLOCK ? .locked(target) : .file(error)
    }
  }

  deinit {
    if !isCommitted { try? Folder.removeTree(folder) }
  }

  private static func remove(_ path: String) throws(SystemError) {
    if try FileStatus.ofLink(path).kind == .folder {
      try Folder.removeTree(path)
    } else {
      try Folder.removeFile(path)
    }
  }

  /// Adds a file's line to the manifest.
  func list(_ entry: ManifestEntry) throws(SystemError) {
    entry.append(to: &lines)
    if lines.count > 1 << 16 { try flush() }
  }

  /// The manifest's length so far, for `rollBack`.
  func mark() throws(SystemError) -> Int64 {
    try flush()
    return written
  }

  /// Takes a kind's files away again, and the manifest's lines behind `mark`.
  func rollBack(kind: String, to mark: Int64) throws(SystemError) {
    lines.removeAll()
    switch manifest {
    case .some(let manifest):
      if ftruncate(manifest.number, off_t(mark)) != 0 || lseek(manifest.number, off_t(mark), SEEK_SET) < 0 {
        throw SystemError(call: "ftruncate", path: manifest.path, code: errno)
      }
    case .none: break
    }
    written = mark
    let place = "\(folder)/\(kind)"
    if (try? FileStatus.ofLink(place)) != nil { try Folder.removeTree(place) }
  }

  private func flush() throws(SystemError) {
    switch manifest {
    case .some(let manifest): try manifest.write(lines.span)
    case .none: break
    }
    written += Int64(lines.count)
    lines.removeAll()
  }

  /// Ends the manifest and puts the new outbox in the place of the old one, which is removed.
  func commit() throws(SystemError) {
    try flush()
    switch manifest.take() {
    case .some(let manifest):
      try manifest.synchronize()
      try manifest.close()
    case .none: break
    }
    try exchange()
    try Folder.synchronize(Folder.parent(of: target) ?? ".")
  }

  /// Two renames; `recover` mends what a crash between them leaves.
  private func exchange() throws(SystemError) {
    let previous = StagedOutbox.previous(target)
    if (try? FileStatus.ofLink(target)) != nil { try Folder.rename(target, to: previous) }
    do {
      try Folder.rename(folder, to: target)
    } catch {
      try? Folder.rename(previous, to: target)
      throw error
    }
    isCommitted = true
    if (try? FileStatus.ofLink(previous)) != nil { try StagedOutbox.remove(previous) }
  }

  /// Puts the outbox back, or takes it away, that a crash left aside.
  private static func recover(_ target: String) throws(SystemError) {
    let previous = previous(target)
    guard (try? FileStatus.ofLink(previous)) != nil else { return }
    if (try? FileStatus.ofLink(target)) == nil {
      try Folder.rename(previous, to: target)
    } else {
      try remove(previous)
    }
  }

  private static func previous(_ target: String) -> String { hidden(target, "previous") }

  /// A hidden neighbour of `path`.
  private static func hidden(_ path: String, _ ending: String) -> String {
    let parent = Folder.parent(of: path) ?? "."
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
    return "\(parent == "/" ? "" : parent)/.\(name).\(ending)"
  }
}

/// Why an outbox cannot be built.
enum OutboxFailure: Error {
  /// Another process builds the same outbox.
  case locked(String)
  /// A system call failed.
  case file(SystemError)
}
