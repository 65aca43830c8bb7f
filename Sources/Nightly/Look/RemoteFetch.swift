public import Files
import Glibc
public import SFTP

/// The fetching of a remote file or folder, many files at once. A file appears under its name when it is whole.
public struct RemoteFetch {
  /// How it ended.
  public struct Outcome: Sendable {
    /// Files fetched.
    public var files = 0
    /// Bytes fetched.
    public var bytes: Int64 = 0
    /// What could not be fetched, in words.
    public var failures: [SFTPError] = []
  }

  private let client: SFTPClient

  /// A fetch with a client.
  public init(_ client: SFTPClient) {
    self.client = client
  }

  /// Fetches the items to `target`: the one file to that path, or a folder's contents below it. `progress` gets the bytes
  /// fetched so far.
  public func fetch(
    _ items: [RemoteItem], to target: String, progress: (Int64) -> Void
  ) throws(SystemError) -> Outcome {
    var outcome = Outcome()
    var targets: [UInt64: (name: String, part: String)] = [:]
    var operations: [(SFTPOperation, UInt64)] = []
    for item in items {
      let path = item.place.bytes.isEmpty ? target : "\(target)/\(String(decoding: item.place.bytes, as: UTF8.self))"
      if item.isFolder {
        try Folder.make(path)
      } else if item.attributes.kind == .file || item.attributes.kind == .unknown {
        let tag = UInt64(operations.count)
        let part = Self.partPath(path, tag)
        targets[tag] = (path, part)
        operations.append((.download(Download(item.path, to: part)), tag))
      } else {
        outcome.failures.append(
          SFTPError(.unsupported, "\(item.path): neither a file nor a folder; passed over", path: item.path))
      }
    }
    client.submit(operations)
    var running: [UInt64: Int64] = [:]
    while !targets.isEmpty {
      for event in client.wait() {
        switch event {
        case .progress(let tag, let bytes): running[tag] = bytes
        case .finished(let tag, let result):
          running[tag] = nil
          guard let target = targets.removeValue(forKey: tag) else { continue }
          finish(result, target, &outcome)
        }
      }
      progress(outcome.bytes + running.values.reduce(0, +))
    }
    return outcome
  }

  /// A hidden neighbour, made anew; the number tells long names apart that begin alike.
  private static func partPath(_ path: String, _ number: UInt64) -> String {
    let folder = Folder.parent(of: path).map { $0 == "/" ? "/" : "\($0)/" } ?? ""
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? "file"
    return "\(folder).\(name.prefix(40)).\(getpid()).\(number).part"
  }

  private func finish(
    _ result: Result<SFTPReply, SFTPError>, _ target: (name: String, part: String), _ outcome: inout Outcome
  ) {
    do {
      guard case .downloaded(let bytes) = try result.get() else { return }
      try Folder.rename(target.part, to: target.name)
      outcome.files += 1
      outcome.bytes += bytes
    } catch let error as SFTPError {
      try? Folder.removeFile(target.part)
      outcome.failures.append(error)
    } catch {
      try? Folder.removeFile(target.part)
      outcome.failures.append(SFTPError(.localFile, "\(error)"))
    }
  }
}
