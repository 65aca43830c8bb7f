import Bytes
public import Files

/// OpenSSH's `known_hosts` files (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): which keys are known for which host.
public struct KnownHosts: Sendable {
  /// One line of a file that names a key.
  public struct Entry: Hashable, Sendable {
    /// The file's path.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The key.
    public let key: HostKey
    /// What stands before the names.
    public let marker: Marker?
    let names: HostPattern
  }

  /// A mark at the start of a line.
  public enum Marker: Hashable, Sendable {
    /// The key signs host certificates.
    case certificateAuthority
    /// The key must never be trusted.
    case revoked
  }

  /// All lines that name a key, in the order of the files.
  public private(set) var entries: [Entry] = []
  /// The files, in order; the first is the one that new keys go to.
  public let files: [String]

  /// Reads the files. One that does not exist counts as empty; lines that make no sense are passed over, as OpenSSH does.
  public init(files: [String]) throws(SystemError) {
    self.files = files
    for file in files {
      do {
        parse(try FileDescriptor.contents(of: file), file: file)
      } catch  where error.isNotFound {
        continue
      }
    }
  }

  private mutating func parse(_ bytes: [UInt8], file: String) {
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if let entry = Self.entry(Array(line), file: file, line: number) { entries.append(entry) }
    }
  }

  private static func entry(_ line: [UInt8], file: String, line number: Int) -> Entry? {
    var words = line.split { $0.isBlank }[...]
    guard let first = words.first, first.first != UInt8(ascii: "#") else { return nil }
    var marker: Marker?
    if first.first == UInt8(ascii: "@") {
      switch String(decoding: first, as: UTF8.self) {
      case "@revoked": marker = .revoked
      case "@cert-authority": marker = .certificateAuthority
      default: return nil
      }
      words = words.dropFirst()
    }
    guard words.count >= 3 else { return nil }
    let fields = Array(words)
    guard let blob = Base64.decode(Array(fields[2]).span) else { return nil }
    let key = HostKey(blob: blob)
    guard key.type.utf8.elementsEqual(fields[1]) else { return nil }
    return Entry(file: file, line: number, key: key, marker: marker, names: HostPattern(Array(fields[0])))
  }

  /// The lines that are about a host and port.
  public func entries(host: String, port: Int) -> [Entry] {
    let name = Self.name(host: host, port: port)
    return entries.filter { $0.names.matches(name) }
  }

  /// The name that a file has for a host and port: `host`, or `[host]:port` where the port is not 22.
  public static func name(host: String, port: Int) -> String {
    let host = host.lowercased()
    return port == 22 ? host : "[\(host)]:\(port)"
  }
}
