/// Bytes that someone else owns for longer than this value lives.
@safe
struct BorrowedBytes {
  private let base: UnsafeBufferPointer<UInt8>

  /// Borrows bytes; the caller keeps them alive and unchanged.
  @unsafe
  init(_ base: UnsafeBufferPointer<UInt8>) {
    unsafe self.base = base
  }

  var count: Int { unsafe base.count }

  /// The bytes of a token.
  @_lifetime(borrow self)
  func span(_ token: MarkupToken) -> Span<UInt8> {
    let bytes = unsafe base.span.extracting(Int(token.start)..<Int(token.end))
    return unsafe _overrideLifetime(bytes, borrowing: self)
  }

  /// The bytes of an attribute's value.
  @_lifetime(borrow self)
  func span(_ range: AttributeRange) -> Span<UInt8> {
    let bytes = unsafe base.span.extracting(Int(range.start)..<Int(range.start + range.count))
    return unsafe _overrideLifetime(bytes, borrowing: self)
  }
}
