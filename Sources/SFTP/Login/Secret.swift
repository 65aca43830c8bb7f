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

extension Secret {
  /// Lends the bytes with a zero behind them, as C takes them, and their count.
  func withCharacters<Result>(_ body: (UnsafePointer<CChar>, Int) -> Result) -> Result {
    let characters = bytes.map { CChar(bitPattern: $0) } + [0]
    return unsafe characters.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
      return unsafe body(base, bytes.count)
    }
  }
}
