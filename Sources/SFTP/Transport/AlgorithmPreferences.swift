/// The algorithms that libssh and libssh2 may use, best first. Names that the installed library lacks are passed over.
///
/// CBC ciphers, SHA-1 and MD5 are left out, and `chacha20-poly1305@openssh.com` because of CVE-2026-55200 in libssh2
/// 1.11.1. AES-GCM comes first: libssh sends with it at twice the speed of AES-CTR, which needs a MAC besides.
public struct AlgorithmPreferences: Hashable, Sendable {
  /// Key exchange. The last two are no methods but what a client announces (RFC 8308, and strict key exchange).
  public var keyExchange = [
    "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521", "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512", "diffie-hellman-group14-sha256", "ext-info-c", "kex-strict-c-v00@openssh.com",
  ]
  /// Host keys.
  public var hostKeys = [
    "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512",
    "rsa-sha2-256",
  ]
  /// Ciphers.
  public var ciphers = [
    "aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes256-ctr", "aes192-ctr",
  ]
  /// Message authentication.
  public var macs = [
    "hmac-sha2-256", "hmac-sha2-512", "hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com",
  ]

  /// The defaults.
  public init() {}

  /// All names of all kinds.
  public var all: [String] { keyExchange + hostKeys + ciphers + macs }
}
