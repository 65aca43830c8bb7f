import Bytes

extension Delivery {
  /// Does one operation on a store that has nothing else under way, and waits for its end.
  public static func answer(
    to operation: RemoteOperation, from store: any RemoteStore
  ) throws(RemoteFailure) -> RemoteReply {
    store.submit(operation, tag: 0)
    while true {
      let events = store.wait(timeout: nil)
      if events.isEmpty { throw RemoteFailure(.connectionLost, message: "the store gave no answer") }
      for case .finished(0, let result) in events { return try result.get() }
    }
  }

  /// The contents of a small remote file; nil where nothing is at the path. One larger than `limit` bytes is a failure.
  public static func contents(
    of path: String, from store: any RemoteStore, limit: Int = 256 << 20
  ) throws(RemoteFailure) -> [UInt8]? {
    let status: RemoteReply
    do {
      status = try answer(to: .status(path), from: store)
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
    if case .status(let status) = status, status.isFolder {
      throw RemoteFailure(.failure, path: path, message: "a folder has the name of the file")
    }
    var bytes: [UInt8] = []
    while true {
      let reply = try answer(to: .read(path, offset: Int64(bytes.count), count: 1 << 18), from: store)
      guard case .bytes(let part) = reply, !part.isEmpty else { return bytes }
      bytes += part
      if bytes.count > limit { throw RemoteFailure(.failure, path: path, message: "the file is too large for a list") }
    }
  }
}
