/// A password or passphrase. It prints as dots, and its bytes are reached only on purpose.
public struct Secret: Sendable {
  /// The secret itself.
  public let bytes: [UInt8]

  /// Wraps a secret.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Wraps a text's UTF-8 bytes.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Dots.
  public var description: String { "•••" }
  /// Dots.
  public var debugDescription: String { "•••" }
  /// Nothing to see.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
