import CSSH2

extension SSHSession {
  /// What of `names` the installed libssh2 can do (`libssh2_session_supported_algs`).
  func supported(_ method: Int32, of names: [String]) -> [String] {
    var list: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    let count = unsafe libssh2_session_supported_algs(pointer, method, &list)
    guard count > 0, let list = unsafe list else { return names }
    defer { unsafe libssh2_free(pointer, list) }
    let able = (0..<Int(count)).compactMap { unsafe list[$0].map { unsafe String(cString: $0) } }
    return names.filter(able.contains)
  }
}
