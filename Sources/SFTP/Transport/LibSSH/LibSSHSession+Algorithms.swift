import CSSH

extension LibSSHSession {
  /// The options that hold the lists of algorithms, in the order of KEXINIT (RFC 4253 section 7.1), with their kinds' names.
  static let lists: [(kind: String, option: ssh_options_e)] = [
    ("key exchange", SSH_OPTIONS_KEY_EXCHANGE), ("host key algorithm", SSH_OPTIONS_HOSTKEYS),
    ("cipher", SSH_OPTIONS_CIPHERS_C_S), ("cipher", SSH_OPTIONS_CIPHERS_S_C), ("MAC", SSH_OPTIONS_HMAC_C_S),
    ("MAC", SSH_OPTIONS_HMAC_S_C),
  ]

  /// What of `names` the installed libssh can do. Leaves the option set to one of them.
  func supported(_ option: ssh_options_e, of names: [String]) -> [String] {
    names.filter { set(option, $0) }
  }

  /// What of `wanted` the installed libssh can do. What a client only announces by the name of a key exchange, it announces itself.
  func supported(of wanted: AlgorithmPreferences) -> AlgorithmPreferences {
    var able = wanted
    able.keyExchange = supported(SSH_OPTIONS_KEY_EXCHANGE, of: wanted.keyExchange)
    able.hostKeys = supported(SSH_OPTIONS_HOSTKEYS, of: wanted.hostKeys)
    able.ciphers = supported(SSH_OPTIONS_CIPHERS_C_S, of: wanted.ciphers)
    able.macs = supported(SSH_OPTIONS_HMAC_C_S, of: wanted.macs)
    return able
  }

  /// What was agreed on, for people.
  var agreedAlgorithms: [String] {
    let names = unsafe [
      ssh_get_kex_algo(pointer), ssh_get_cipher_out(pointer), ssh_get_hmac_out(pointer),
    ]
    return unsafe names.compactMap { name in unsafe name.map { unsafe String(cString: $0) } }
  }

  /// The server's identification line, or empty before it has come.
  var banner: String {
    unsafe ssh_get_serverbanner(pointer).map { unsafe String(cString: $0) } ?? ""
  }

  /// The server's host key.
  var hostKey: HostKey {
    var key: OpaquePointer?
    var text: UnsafeMutablePointer<CChar>?
    guard unsafe ssh_get_server_publickey(pointer, &key) == 0 else { return HostKey(blob: []) }
    defer { unsafe ssh_key_free(key) }
    guard unsafe ssh_pki_export_pubkey_base64(key, &text) == 0, let text = unsafe text else { return HostKey(blob: []) }
    defer { unsafe ssh_string_free_char(text) }
    return HostKey(blob: Base64.decode(unsafe Array(String(cString: text).utf8).span) ?? [])
  }
}

/// A failed agreement, as libssh tells it: `kex error : no match for method KIND: server [A,B], client [C]`.
struct AlgorithmMismatch {
  /// The kind, as in `cipher`.
  let kind: String
  /// The names that each side offers.
  let server: [String]
  let client: [String]

  /// Reads libssh's words; nil where they are about something else.
  init?(_ words: String) {
    let parts = words.split(separator: "no match for method ", maxSplits: 1)
    guard parts.count == 2, let colon = parts[1].firstIndex(of: ":") else { return nil }
    let method = parts[1][..<colon]
    let lists = parts[1][colon...].split(separator: "[").dropFirst().map { list in
      list.prefix { $0 != "]" }.split(separator: ",").map(String.init)
    }
    guard lists.count == 2 else { return nil }
    kind =
      switch method.prefix(3) {
      case "kex": "key exchange"
      case "ser": "host key algorithm"
      case "enc": "cipher"
      case "mac": "MAC"
      default: String(method)
      }
    server = lists[0]
    client = lists[1]
  }
}
