public import Bytes

/// Walks a JSON text (RFC 8259) token by token and vouches for all that it has passed.
///
/// It builds no tree, allocates nothing but a list of keys, and goes no deeper than its limit, so hostile text costs an error and no more.
/// Strings are checked for UTF-8. After each `next()`, `token…` and `string…` describe the token that it returned. After
/// an error the scanner stays where it is and says the same again.
///
/// ```swift
/// var scanner = JSONScanner(bytes)
/// while true { switch try scanner.next() { case .key: … case .end: return } }
/// ```
@safe
public struct JSONScanner: ~Copyable, ~Escapable {
  /// The deepest nesting that the scanner can follow.
  public static let greatestDepth = 512

  enum Expectation {
    case value, valueOrArrayEnd, keyOrObjectEnd, key, commaOrEnd, end
  }

  let base: UnsafePointer<UInt8>
  let count: Int
  let depthLimit: Int
  let isValidUTF8: Bool
  /// Nil where the caller looks after duplicate keys, so that a scanner for every cell allocates nothing.
  var keys: JSONKeyTracker?
  var expectation = Expectation.value
  /// One bit a level, set where the level is an object.
  var levels: InlineArray<8, UInt64> = .init(repeating: 0)

  /// The number of objects and arrays that are open.
  public internal(set) var depth = 0
  /// Where the scanner stands, in bytes from the start.
  public internal(set) var offset = 0
  /// Where the last token starts, in bytes from the start.
  public internal(set) var tokenStart = 0
  /// Where the last token ends; for a key that is behind its closing quote.
  public internal(set) var tokenEnd = 0
  /// Whether the last key or string holds escapes, so that `stringContents` is not yet its text.
  public internal(set) var hasEscapes = false

  /// Starts at the first byte of `bytes`.
  ///
  /// With `checksKeys` a key that an object has twice is an error (`duplicate-key`); a caller that keeps its own
  /// `JSONKeyTracker` turns it off. Bytes that are known to be UTF-8 (`isValidUTF8`) are not checked for it again.
  @_lifetime(copy bytes)
  public init(
    _ bytes: Span<UInt8>, depthLimit: Int = greatestDepth, checksKeys: Bool = true, isValidUTF8: Bool = false
  ) {
    unsafe base = bytes.withUnsafeBufferPointer { unsafe $0.baseAddress ?? placeholder }
    count = bytes.count
    self.depthLimit = min(depthLimit, JSONScanner.greatestDepth)
    self.isValidUTF8 = isValidUTF8
    keys = checksKeys ? JSONKeyTracker() : nil
  }

  /// The last token as it stands in the text, quotes included.
  public var tokenBytes: Span<UInt8> {
    @_lifetime(copy self)
    get { slice(tokenStart, tokenEnd) }
  }

  /// What stands between the quotes of the last key or string; its text where `hasEscapes` is false.
  public var stringContents: Span<UInt8> {
    @_lifetime(copy self)
    get { slice(tokenStart + 1, max(tokenStart + 1, tokenEnd - 1)) }
  }

  /// The text from one place to another, as in a value that was skipped.
  @_lifetime(copy self)
  public func slice(_ start: Int, _ end: Int) -> Span<UInt8> {
    precondition(start >= 0 && start <= end && end <= count)
    let view = unsafe Span(_unsafeStart: base.advanced(by: start), count: end - start)
    return unsafe _overrideLifetime(view, copying: self)
  }

  /// Appends the text of the last key or string, escapes undone.
  public func appendString(to buffer: inout ByteBuffer) {
    if hasEscapes { appendUnescaped(stringContents, to: &buffer) } else { buffer.append(stringContents) }
  }

  /// Goes to the end of the object or array that the last token opened; any other token is passed already.
  public mutating func skip(_ token: JSONToken) throws(JSONError) {
    guard token == .objectStart || token == .arrayStart else { return }
    let outside = depth - 1
    while depth > outside { _ = try next() }
  }
}

/// Checks that `bytes` are one JSON value (RFC 8259) without duplicate keys and return its first token.
@discardableResult
public func checkJSON(
  _ bytes: Span<UInt8>, depthLimit: Int = JSONScanner.greatestDepth
) throws(JSONError) -> JSONToken {
  var scanner = JSONScanner(bytes, depthLimit: depthLimit)
  let first = try scanner.next()
  while try scanner.next() != .end {}
  return first
}

// Where an empty span has no address, the scanner still needs one that it never reads.
nonisolated(unsafe) private let placeholder: UnsafePointer<UInt8> = unsafe UnsafePointer(
  UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
