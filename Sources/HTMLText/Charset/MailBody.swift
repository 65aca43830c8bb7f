import Bytes

/// A mail's body as valid UTF-8 without NUL: the source itself where it is that already, else a mended copy.
struct MailBody: ~Copyable, ~Escapable {
  private let source: Span<UInt8>
  private let isCopied: Bool
  private let copy: ByteBuffer
  private(set) var warnings: HTMLWarnings = []

  /// Looks at the bytes and copies them only when they must change.
  @_lifetime(copy source)
  init(_ source: Span<UInt8>, charset: String?, limit: Int, isMarkup: Bool = true) throws(HTMLTextError) {
    guard source.count <= min(limit, 1 << 30) else {
      throw .tooLarge(bytes: source.count, limit: min(limit, 1 << 30))
    }
    self.source = source
    let decoder = TextDecoder(source, statedCharset: charset, isMarkup: isMarkup)
    var copy: ByteBuffer?
    warnings = decoder.decode(source, into: &copy)
    isCopied = copy != nil
    self.copy = copy ?? ByteBuffer(capacity: 0)
  }

  /// The bytes.
  var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get { isCopied ? copy.span : source }
  }
}
