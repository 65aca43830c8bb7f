import Bytes

/// A path on a server: bytes without a zero, which are UTF-8 nearly always but need not be.
public struct RemotePath: Hashable, Sendable {
  /// The bytes as they go over the wire.
  public let bytes: [UInt8]

  /// A path of raw bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A path from a text's UTF-8 bytes.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The path of `name` below this one.
  public func appending(_ name: RemotePath) -> RemotePath {
    if bytes.isEmpty || name.bytes.first == UInt8(ascii: "/") { return name }
    return RemotePath(
      bytes: bytes.last == UInt8(ascii: "/") ? bytes + name.bytes : bytes + [UInt8(ascii: "/")] + name.bytes)
  }

  /// The last component, or the whole path where there is no slash.
  public var name: RemotePath {
    let end = bytes.last == UInt8(ascii: "/") && bytes.count > 1 ? bytes.dropLast() : bytes[...]
    guard let slash = end.lastIndex(of: UInt8(ascii: "/")), end.count > 1 else { return RemotePath(bytes: Array(end)) }
    return RemotePath(bytes: Array(end[(slash + 1)...]))
  }

  /// The folder that holds this path, or nil for a bare name and for `/`.
  public var parent: RemotePath? {
    let end = bytes.last == UInt8(ascii: "/") ? bytes.dropLast() : bytes[...]
    guard let slash = end.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return RemotePath(bytes: slash == 0 ? [UInt8(ascii: "/")] : Array(end[..<slash]))
  }

  /// The exact text, where the bytes are UTF-8.
  public var text: String? { String(validating: bytes.span) }

  /// Whether the bytes can be sent as a path at all: some, and none of them zero.
  public var isValid: Bool { !bytes.isEmpty && !bytes.contains(0) }
}

extension RemotePath: ExpressibleByStringInterpolation, CustomStringConvertible {
  /// A path from a literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The path for people: on one line, control characters as `\n` or `\x1b`, broken UTF-8 as U+FFFD.
  public var description: String {
    var shown = ""
    for scalar in String(repairing: bytes.span).unicodeScalars {
      switch scalar.value {
      case 0x0A: shown += "\\n"
      case 0x0D: shown += "\\r"
      case 0x09: shown += "\\t"
      case 0..<0x20, 0x7F..<0xA0:
        let digits = String(scalar.value, radix: 16)
        shown += digits.utf8.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
