import Files
import Glibc
import SFTP

/// The hidden folder in which a server's files stand until they are read. One process has it at a time, from the fetching
/// to the reading, so that none takes away what another is about to read.
public final class PassingFolder {
  /// Where it is.
  public let path: String
  private let lock: FileDescriptor

  /// Makes the folder, or takes over what a call that was cut off left in it.
  public init(_ path: String) throws(DownloadError) {
    self.path = path
    do throws(SystemError) {
      lock = try PassingFolder.locked(path)
    } catch {
      throw error.code == EWOULDBLOCK ? .locked(path) : .target(error)
    }
  }

  private static func locked(_ path: String) throws(SystemError) -> FileDescriptor {
    while true {
      try Folder.make(path, mode: 0o700)
      let lock = try FileDescriptor.open(path, .read)
      guard try lock.tryLock() else { throw SystemError(call: "flock", path: path, code: EWOULDBLOCK) }
      // Whoever had it may have removed it just before.
      let held = try lock.status()
      if let status = try? FileStatus.ofLink(path), status.inode == held.inode, status.device == held.device {
        return lock
      }
    }
  }

  /// Removes what is not among the listed files as they are now: what an earlier call has fetched, and the server no longer has.
  public func keepOnly(_ listing: RemoteListing) throws(DownloadError) {
    do throws(SystemError) {
      if listing[0].isFolder {
        var standing: [[UInt8]: FileVersion] = [:]
        for item in listing where !item.isFolder { standing[item.place.bytes] = FileVersion(item.attributes) }
        try sweep("", standing)
      } else {
        try sweep("", [listing[0].path.name.bytes: FileVersion(listing[0].attributes)])
      }
    } catch {
      throw .target(error)
    }
  }

  private func sweep(_ place: String, _ standing: [[UInt8]: FileVersion]) throws(SystemError) {
    for name in try Folder.names(in: "\(path)/\(place)") where !place.isEmpty || !name.hasPrefix(DownloadStage.name) {
      let inner = place.isEmpty ? name : "\(place)/\(name)"
      let status = try FileStatus.ofLink("\(path)/\(inner)")
      if status.kind == .folder {
        try sweep(inner, standing)
      } else if standing[Array(inner.utf8)].map({ !DownloadTarget.isSame(status, $0) }) ?? true {
        try Folder.removeFile("\(path)/\(inner)")
      }
    }
  }

  /// Removes the folder with all that is in it.
  public func remove() {
    try? Folder.removeTree(path)
  }
}
