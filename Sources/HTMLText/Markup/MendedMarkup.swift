import Bytes

/// A mail's markup taken apart: the tokens that matter in the order of the source, and the skeleton that libxml2 reads.
///
/// The skeleton is the tags alone, with one letter for each text, each void element, and each element that nests plainly (see
/// `Mender.nesting`). libxml2's parser takes most of its time for characters, one by one, and for attributes; how elements
/// nest depends on neither. Of a mail that is well formed it sees one letter, and of others what is not.
struct MendedMarkup: ~Copyable {
  /// UTF-8 with a byte order mark: every tag known or `x`, no attributes, `MarkupToken.letter` for the rest.
  var skeleton: ByteBuffer
  var tokens: [MarkupToken] = []
  var notes: [TagNote] = []
  var attributes: [AttributeRange] = []
  var sheet = StyleSheet()
  /// The notes of the first `body` and the first `html`, which are no tokens, or -1.
  var bodyNote: Int32 = -1
  var rootNote: Int32 = -1
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

  /// Makes the element whose start is token `start` and `skeletonStart` in the skeleton a plain one, which ends here.
  mutating func closePlainly(start: Int, skeletonStart: Int) {
    tokens[start].kind = .element
    skeleton.truncate(to: skeletonStart)
    skeleton.append(MarkupToken.letter(start))
    tokens.append(MarkupToken(.endOfElement, 0..<0))
  }
}
