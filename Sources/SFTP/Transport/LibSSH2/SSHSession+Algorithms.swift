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

  /// What of `wanted` the installed libssh2 can do.
  func supported(of wanted: AlgorithmPreferences) -> AlgorithmPreferences {
    var able = wanted
    able.keyExchange = supported(LIBSSH2_METHOD_KEX, of: wanted.keyExchange)
    able.hostKeys = supported(LIBSSH2_METHOD_HOSTKEY, of: wanted.hostKeys)
    able.ciphers = supported(LIBSSH2_METHOD_CRYPT_CS, of: wanted.ciphers)
    able.macs = supported(LIBSSH2_METHOD_MAC_CS, of: wanted.macs)
    return able
  }
}
