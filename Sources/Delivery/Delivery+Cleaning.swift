extension Delivery {
  /// Removes leftovers of our own temporary names from a folder on the server, and tells `onRemoved` their paths.
  ///
  /// Only names of the form `.<name>.<token>.part` are looked at, and of these only those go of which `isOurs` says so, asked
  /// with the path of the final name and the token. A folder that is not there has no leftovers.
  public static func clean(
    _ folder: String, store: any RemoteStore, isOurs: (_ path: String, _ token: String) -> Bool,
    onRemoved: (_ path: String) -> Void
  ) throws(RemoteFailure) {
    let listed: RemoteReply
    do {
      listed = try answer(to: .list(folder.isEmpty ? "." : folder), from: store)
    } catch {
      if error.code == .notFound { return }
      throw error
    }
    guard case .entries(let entries) = listed else { return }
    for entry in entries where !entry.status.isFolder {
      guard let (name, token) = TemporaryName.parts(of: entry.name),
        isOurs(SlashPath.join(folder, name), token)
      else { continue }
      let path = SlashPath.join(folder, entry.name)
      _ = try answer(to: .remove(path), from: store)
      onRemoved(path)
    }
  }
}
