/// A start tag, a void element or a run of text that matters, by its place in the source.
struct MarkupToken: Sendable {
  /// What a token is.
  enum Kind: UInt8, Sendable {
    /// The start of an element whose end libxml2 finds.
    case startTag
    /// The start of an element that nests plainly; its end is among the tokens.
    case element
    case endOfElement
    /// An element without content that ends no other, such as `br`.
    case void
    /// Text with its references still in it.
    case text
    /// Text in which `&` stands for itself.
    case rawText
  }

  var kind: Kind
  /// As libxml2 reports it.
  var tag = Tag.other
  /// The number of the tag's note, or -1.
  var note: Int32 = -1
  /// Where it stands in the source, up to, without, `end`.
  var start: Int32
  var end: Int32

  init(_ kind: Kind, tag: Tag = .other, note: Int = -1, _ range: Range<Int>) {
    self.kind = kind
    self.tag = tag
    self.note = Int32(note)
    start = Int32(range.lowerBound)
    end = Int32(range.upperBound)
  }

  /// What stands for the token with an index, and for a plain element all that is in it, in the skeleton: one of 32
  /// letters, so that a letter that went missing shows.
  static func letter(_ index: Int) -> UInt8 { UInt8(ascii: "A") + UInt8(truncatingIfNeeded: index & 31) }
}
