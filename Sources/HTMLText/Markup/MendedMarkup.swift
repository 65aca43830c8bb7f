import Bytes

/// A mail's markup taken apart: the tokens that matter in the order of the source, and the skeleton that libxml2 reads.
///
/// The skeleton is the tags alone, with one letter for each text and each void element. libxml2's parser takes most of its
/// time for characters, one by one, and for attributes; how elements nest depends on neither.
struct MendedMarkup: ~Copyable {
  /// UTF-8 with a byte order mark: every tag known or `x`, no attributes, `MarkupToken.letter` for the rest.
  var skeleton: ByteBuffer
  var tokens: [MarkupToken] = []
  var notes: [TagNote] = []
  var attributes: [AttributeRange] = []
  var sheet = StyleSheet()
  var warnings: HTMLWarnings = []

  init(capacity: Int) {
    skeleton = ByteBuffer(capacity: capacity / 4)
    tokens.reserveCapacity(capacity / 40)
  }

  /// Adds a token, and what stands for it to the skeleton; a tag's name is the caller's to write.
  mutating func append(_ token: MarkupToken) {
    if token.kind != .startTag { skeleton.append(MarkupToken.letter(tokens.count)) }
    tokens.append(token)
  }
}
