public import Bytes

/// One line of a manifest: a file and the SHA-256 of its contents.
public struct ManifestEntry: Hashable, Sendable {
  /// The file's path relative to the manifest's folder.
  public var path: String
  /// The hash of its contents.
  public var sha256: SHA256Digest

  /// Creates an entry.
  public init(path: String, sha256: SHA256Digest) {
    self.path = path
    self.sha256 = sha256
  }

  /// Appends the line as GNU `sha256sum` writes it: 64 digits, two spaces, the path. A path with a backslash, line feed or
  /// carriage return is written with `\\`, `\n` and `\r`, and the line then begins with a backslash.
  public func append(to buffer: inout ByteBuffer) {
    let isEscaped = path.utf8.contains { $0 == 0x5C || $0 == 0x0A || $0 == 0x0D }
    if isEscaped { buffer.append(UInt8(ascii: "\\")) }
    sha256.appendHexadecimal(to: &buffer)
    buffer.append("  " as StaticString)
    if !isEscaped {
      buffer.append(path)
      return buffer.append(UInt8(ascii: "\n"))
    }
    for byte in path.utf8 {
      switch byte {
      case 0x5C: buffer.append("\\\\")
      case 0x0A: buffer.append("\\n")
      case 0x0D: buffer.append("\\r")
      default: buffer.append(byte)
      }
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  /// Reads a line without its line feed; nil for one that `sha256sum -c` would not take, or a path that is not UTF-8.
  public init?(line: Span<UInt8>) {
    let isEscaped = line.count > 0 && line[0] == UInt8(ascii: "\\")
    let start = isEscaped ? 1 : 0
    guard line.count > start + 66, line[start + 64] == 0x20,
      line[start + 65] == 0x20 || line[start + 65] == UInt8(ascii: "*"),
      let sha256 = SHA256Digest(hexadecimal: String(repairing: line.extracting(start..<start + 64)))
    else { return nil }
    var bytes: [UInt8] = []
    var at = start + 66
    while at < line.count {
      var byte = line[at]
      if isEscaped, byte == UInt8(ascii: "\\") {
        at += 1
        guard at < line.count, let plain = ManifestEntry.unescaped(line[at]) else { return nil }
        byte = plain
      }
      bytes.append(byte)
      at += 1
    }
    guard let path = String(validating: bytes.span) else { return nil }
    self.init(path: path, sha256: sha256)
  }

  private static func unescaped(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\\"): 0x5C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    default: nil
    }
  }
}
