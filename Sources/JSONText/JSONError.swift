/// Why a text is not the JSON that it should be, and at which byte.
public struct JSONError: Error, Hashable, Sendable {
  /// What is wrong, under a name that reports use.
  public enum Kind: String, Hashable, Sendable {
    /// The text ends before the value does.
    case unexpectedEnd = "unexpected-end"
    /// A byte that the grammar does not allow there.
    case unexpectedByte = "unexpected-byte"
    /// Something other than blanks behind the value.
    case trailingText = "trailing-text"
    /// A number such as `01`, `1.` or `+1`.
    case invalidNumber = "invalid-number"
    /// A backslash before anything but `"\/bfnrtu`, or `\u` without four hexadecimal digits.
    case invalidEscape = "invalid-escape"
    /// Half of a surrogate pair, which is no character and has no UTF-8.
    case loneSurrogate = "lone-surrogate"
    /// A raw control character within a string.
    case controlCharacter = "control-character"
    /// Bytes that are not UTF-8 within a string.
    case invalidUTF8 = "invalid-utf-8"
    /// More objects and arrays within each other than the limit.
    case tooDeep = "too-deep"
    /// A key that its object has already.
    case duplicateKey = "duplicate-key"
    /// An item of a list that is larger than the limit.
    case tooLarge = "too-large"
  }

  /// What is wrong.
  public let kind: Kind
  /// The place in bytes from the start of the text.
  public let offset: Int

  /// Creates an error.
  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  /// The fault in words, with its place; never with the text around it.
  public var description: String {
    let fault =
      switch kind {
      case .unexpectedEnd: "the text ends before its JSON value does"
      case .unexpectedByte: "a character that JSON does not allow there"
      case .trailingText: "text behind the JSON value"
      case .invalidNumber: "not a JSON number"
      case .invalidEscape: "a backslash that starts no JSON escape"
      case .loneSurrogate: "half of a surrogate pair"
      case .controlCharacter: "a raw control character within a string"
      case .invalidUTF8: "bytes that are not UTF-8"
      case .tooDeep: "objects and arrays nested too deeply"
      case .duplicateKey: "a key that the object has already"
      case .tooLarge: "an item larger than the limit"
      }
    return "\(fault) (byte \(offset))"
  }
}
