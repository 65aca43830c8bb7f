import Files
public import SFTP

extension SecretSource {
  /// Fetches the secret. A file must be for its owner alone, or a credential that systemd hands to the service; the line
  /// end behind the secret does not belong to it.
  public func secret(environment: [String: String]) throws(ServerError) -> Secret {
    switch self {
    case .environment(let name):
      guard let text = environment[name], !text.isEmpty else {
        throw ServerError("the environment variable \(name) is not set", fix: "Set it to the secret and run again")
      }
      return Secret(text)
    case .file(let path): return try SecretSource.contents(of: path, environment: environment)
    }
  }

  private static func contents(of path: String, environment: [String: String]) throws(ServerError) -> Secret {
    let status: FileStatus
    var bytes: [UInt8]
    do {
      status = try FileStatus.of(path)
      bytes = try FileDescriptor.contents(of: path, limit: 65_536)
    } catch {
      throw ServerError("the secret's file \(path) cannot be read: \(error.reason)", fix: "Check the path")
    }
    guard SecretSource.isPrivate(path, status, environment: environment) else {
      throw ServerError("others may read the secret's file \(path)", fix: "Type chmod 600 \(path)")
    }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    if bytes.isEmpty { throw ServerError("the secret's file \(path) is empty", fix: "Write the secret into it") }
    return Secret(bytes)
  }

  /// Whether nobody but its reader may see a file. systemd lends a service its credentials by an access control list,
  /// whose mask is shown as the group's bits (systemd.exec(5), LoadCredential); their folder is closed to others.
  static func isPrivate(_ path: String, _ status: FileStatus, environment: [String: String]) -> Bool {
    if status.mode & 0o077 == 0 { return true }
    guard let folder = environment["CREDENTIALS_DIRECTORY"], folder.utf8.first == UInt8(ascii: "/") else {
      return false
    }
    return status.mode & 0o037 == 0 && path.utf8.starts(with: "\(folder)/".utf8)
      && !path.split(separator: "/").contains("..")
  }
}
