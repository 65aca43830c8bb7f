/// The extensions that a server announced in SSH_FXP_VERSION and that this client uses
/// (OpenSSH's `PROTOCOL` file, section 4).
public struct ServerExtensions: Hashable, Sendable {
  /// `posix-rename@openssh.com`: a rename that replaces what is there.
  public internal(set) var posixRename = false
  /// `fsync@openssh.com`: forces a file to the server's disk.
  public internal(set) var fsync = false
  /// `statvfs@openssh.com`: how full the disk is.
  public internal(set) var statvfs = false
  /// `hardlink@openssh.com`.
  public internal(set) var hardLink = false
  /// `limits@openssh.com`: packet sizes and open files.
  public internal(set) var limits = false
  /// All names announced, in the server's order, for people.
  public internal(set) var names: [String] = []

  init() {}

  /// Notes one name and its version.
  mutating func note(_ name: String, version: [UInt8]) {
    if names.count < 256 { names.append(name) }
    let first = version.first ?? 0
    switch (name, first) {
    case ("posix-rename@openssh.com", UInt8(ascii: "1")): posixRename = true
    case ("fsync@openssh.com", UInt8(ascii: "1")): fsync = true
    case ("statvfs@openssh.com", UInt8(ascii: "2")): statvfs = true
    case ("hardlink@openssh.com", UInt8(ascii: "1")): hardLink = true
    case ("limits@openssh.com", UInt8(ascii: "1")): limits = true
    default: break
    }
  }
}
