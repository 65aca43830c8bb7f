extension Delivery {
  /// Removes leftovers of our own temporary names from a folder on the server, and returns their paths.
  ///
  /// Only names of the form `.<name>.<token>.part` are looked at, and of these only those go of which `isOurs` says so, asked
  /// with the path of the final name and the token. A folder that is not there has no leftovers.
  public static func clean(
    _ folder: String, store: any RemoteStore, isOurs: (_ path: String, _ token: String) -> Bool
  ) throws(RemoteFailure) -> [String] {
    let listed: RemoteReply
    do {
      listed = try perform(.list(folder.isEmpty ? "." : folder), store)
    } catch {
      if error.code == .notFound { return [] }
      throw error
    }
    guard case .entries(let entries) = listed else { return [] }
    var removed: [String] = []
    for entry in entries where !entry.status.isFolder {
      guard let (name, token) = TemporaryName.parts(of: entry.name),
        isOurs(SlashPath.join(folder, name), token)
      else { continue }
      let path = SlashPath.join(folder, entry.name)
      _ = try perform(.remove(path), store)
      removed.append(path)
    }
    return removed
  }

  /// Does one operation and waits for its end.
  private static func perform(
    _ operation: RemoteOperation, _ store: any RemoteStore
  ) throws(RemoteFailure) -> RemoteReply {
    store.submit(operation, tag: 0)
    while true {
      let events = store.wait(timeout: nil)
      if events.isEmpty { throw RemoteFailure(.connectionLost, message: "the store gave no answer") }
      for case .finished(0, let result) in events { return try result.get() }
    }
  }
}
