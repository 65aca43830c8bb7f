import Bytes
import Files

/// A server that parcels are delivered to, and how to log in there.
public struct DestinationConfiguration: Sendable {
  /// The name that the ledger knows it by.
  public var name: String
  /// `sftp://user@host:port/path`.
  public var url: String
  /// The folder below the address's path for each file kind; nil for the kind's name.
  public var folders: [String: String] = [:]
  /// Where the password is found.
  public var password: SecretSource?
  /// Where the key file's passphrase is found.
  public var passphrase: SecretSource?
  /// The private key's file.
  public var identity: String?
  /// The known_hosts file; nil for `~/.ssh/known_hosts`.
  public var knownHosts: String?
  /// Whether a host that is in no known_hosts file is taken as it is and noted down.
  public var acceptNew = false
  /// Fingerprints of the only host keys that are trusted, several for a rotation; empty for those of the known_hosts file.
  public var hostKeys: [String] = []
  /// How SSH is spoken.
  public var transport = "auto"
  /// The most connections at once; further ones are opened only while they help.
  public var connections = 4
  /// The most files under way at once; nil for as many as the connections carry.
  public var transfers: Int?
  /// The most requests at once beside those that move files; nil for as many as the connections carry.
  public var checkers: Int?
  /// The most bytes a second, 0 for no limit.
  public var bandwidthLimit = 0
  /// How arrived files are checked.
  public var verify = "size"
  /// How many seconds without a byte count as a stall.
  public var stallTimeout = 60
  /// How the server behaves, a profile's name; nil where its own words tell.
  public var serverProfile: String?
  /// Where it stands in the configuration, as in `destinations.vendor`.
  public var keyPath: String
}

/// Where a secret is found; never the secret itself.
public enum SecretSource: Hashable, Sendable {
  /// In an environment variable.
  case environment(String)
  /// In a file that only its owner may read.
  case file(String)
}

extension DestinationConfiguration {
  static func all(_ node: ConfigurationNode, _ paths: PathBase) throws(ConfigurationError) -> [DestinationConfiguration]
  {
    var destinations: [DestinationConfiguration] = []
    for (name, member) in try node.members(of: "an object of destinations") {
      destinations.append(try DestinationConfiguration(member, name: name, paths))
    }
    return destinations
  }

  private init(_ node: ConfigurationNode, name: String, _ paths: PathBase) throws(ConfigurationError) {
    let object = try node.object(.destination)
    self.name = name
    keyPath = node.keyPath
    url = try DestinationConfiguration.url(object)
    if let folders = try object["folders"]?.object(.folders) {
      for kind in ExportConfiguration.kinds {
        if let folder = folders[kind] { self.folders[kind] = try folder.text() }
      }
    }
    password = try object.secret("password", paths)
    passphrase = try object.secret("passphrase", paths)
    identity = try object.path("identity", paths)
    knownHosts = try object.path("knownHosts", paths)
    if let node = object["acceptNew"] { acceptNew = try node.boolean() }
    if let node = object["hostKeys"] { hostKeys = try DestinationConfiguration.hostKeys(node) }
    if let node = object["transport"] { transport = try node.choice(TransportName.self).rawValue }
    if let node = object["connections"] { connections = try node.integer(in: 1...64) }
    if let node = object["transfers"] { transfers = try node.integer(in: 1...1024) }
    if let node = object["checkers"] { checkers = try node.integer(in: 1...1024) }
    if let node = object["bwlimit"] { bandwidthLimit = try node.byteCount() }
    if let node = object["verify"] { verify = try node.choice(VerifyName.self).rawValue }
    serverProfile = try object.choice("serverProfile", ServerProfileName.self)?.rawValue
    if let node = object["stallTimeout"] { stallTimeout = try node.integer(in: 1...3600) }
  }

  private static func hostKeys(_ node: ConfigurationNode) throws(ConfigurationError) -> [String] {
    var pins: [String] = []
    for item in try node.items() {
      guard let pin = HostKeyPin(try item.text()) else {
        throw item.error(
          "this is not the fingerprint of a host key",
          fix: "Write for example \"SHA256:\(HostKeyPin.example)\", as ssh-keygen -l prints it")
      }
      pins.append(pin.text)
    }
    return pins
  }

  private static func url(_ object: ConfigurationObject) throws(ConfigurationError) -> String {
    let node = try object.required("url", example: "\"sftp://user@sftp.example.com/\"")
    let url = try node.text()
    guard url.hasPrefix("sftp://"), url.utf8.count > 7 else {
      throw node.error(
        "this is not an SFTP address", fix: "Write for example \"sftp://user@sftp.example.com:22/inbox\"")
    }
    let authority = url.dropFirst(7).prefix { $0 != "/" }
    if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") {
      throw node.error(
        "a password does not belong into the configuration",
        fix: "Take it out of the address and write password: { env: \"NF_PASSWORD\" }")
    }
    return url
  }
}

/// How SSH is spoken.
enum TransportName: String, CaseIterable {
  case auto, libssh, libssh2, openssh
}

/// How a server behaves.
enum ServerProfileName: String, CaseIterable {
  case openssh, awsTransfer = "aws-transfer", generic
}

/// How files that arrived are checked.
enum VerifyName: String, CaseIterable {
  case size, readback
  case remoteHash = "remote-hash"
}

extension ConfigurationNode {
  /// `{ env: "NAME" }` or `{ file: "path" }`.
  func secret(_ paths: PathBase) throws(ConfigurationError) -> SecretSource {
    guard case .object = value else {
      throw error(
        "secrets do not belong into the configuration",
        fix: "Write { env: \"NF_PASSWORD\" } or { file: \"password.txt\" } with a file of mode 0600")
    }
    let object = try object(.secret)
    switch (object["env"], object["file"]) {
    case (.some(let name), nil): return .environment(try name.text())
    case (nil, .some(let file)): return .file(try paths.path(file))
    default: throw error("one of env and file is expected here", fix: "Write for example { env: \"NF_PASSWORD\" }")
    }
  }

  /// The text of the file that the node names.
  func fileText(_ paths: PathBase) throws(ConfigurationError) -> String {
    let path = try paths.path(self)
    do throws(SystemError) {
      let bytes = try FileDescriptor.contents(of: path, limit: 1 << 20)
      if let text = String(validating: bytes.span) { return text }
    } catch {
      throw self.error("\(path) cannot be read: \(error.reason)", fix: "Check the path and the file's permissions")
    }
    throw error("\(path) is not UTF-8", fix: "Save it as UTF-8")
  }
}
