public import Bytes

extension Delivery {
  /// Reads remote files back, many at once, and hands the SHA-256 of each to `body` with the file's place in `paths`.
  public static func digests(
    of paths: [String], from store: any RemoteStore, _ body: (Int, Result<SHA256Digest, RemoteFailure>) -> Void
  ) {
    var next = 0
    var open: [UInt64: FileBeingRead] = [:]
    let limit = max(1, min(32, store.capabilities.maxInFlight))
    func read(_ file: UInt64, _ offset: Int64) {
      store.submit(.read(paths[Int(file)], offset: offset, count: 1 << 18), tag: file)
    }
    while next < paths.count || !open.isEmpty {
      while next < paths.count, open.count < limit {
        open[UInt64(next)] = FileBeingRead()
        read(UInt64(next), 0)
        next += 1
      }
      for case .finished(let tag, let result) in store.wait(timeout: nil) {
        guard let file = open[tag] else { continue }
        switch result {
        case .success(.bytes(let part)) where !part.isEmpty:
          file.hash.update(part.span)
          file.offset += Int64(part.count)
          read(tag, file.offset)
        case .success:
          open[tag] = nil
          body(Int(tag), .success(file.hash.digest()))
        case .failure(let failure):
          open[tag] = nil
          body(Int(tag), .failure(failure))
        }
      }
    }
  }
}

/// A remote file of which a part has been read.
private final class FileBeingRead {
  var hash = SHA256()
  var offset: Int64 = 0
}
